import { fileURLToPath } from 'node:url';

// Starts a script of this folder (`node build/node-24.mjs test`), and is plain enough for any Node
// to read: an older one gets one sentence instead of a complaint about the .ts ending.
const major = Number(process.versions.node.split('.')[0]);
const name = process.argv[2] ?? '';

if (!(major >= 24)) {
  console.error(
    `Tributary needs Node 24 or newer, and this is ${process.version}: use "npm run", or install Node 24.`,
  );
  process.exitCode = 1;
} else if (!/^[a-z-]+$/.test(name)) {
  console.error('Which script? For example: node build/node-24.mjs test');
  process.exitCode = 1;
} else {
  process.argv.splice(1, 2, fileURLToPath(new URL(`${name}.ts`, import.meta.url)));
  await import(`./${name}.ts`);
}
