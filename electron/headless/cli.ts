#!/usr/bin/env node
// Nothing newer than a dynamic import here: a Node that is too old must get as far as the sentence.
const nodeLeast = 24;

if (Number(process.versions.node.split('.')[0]) < nodeLeast) {
  process.stderr.write(
    `Tributary needs Node ${nodeLeast} or newer; this is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 1;
} else {
  import('./terminal.ts')
    .then((terminal) => terminal.runInTerminal())
    .catch((error: unknown) => {
      // Its message could hold an address with a secret; the line that it comes from cannot.
      const frame = error instanceof Error ? /\n\s+at .*/.exec(String(error.stack)) : null;
      const kind = error instanceof Error ? error.name : typeof error;
      process.stderr.write(`Tributary stopped at a mistake of its own: ${kind}${frame ? frame[0] : ''}\n`);
      process.exit(1);
    });
}
