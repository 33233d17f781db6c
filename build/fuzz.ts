import { parseArgs } from 'node:util';
import { corpusFolder, keepFinding } from './fuzz/corpus.ts';
import { fuzz, fuzzLines, fuzzTargets } from './fuzz/fuzz-run.ts';

/** `npm run fuzz`: everything that reads what others wrote, fed for a bounded time. */
const usage = `npm run fuzz -- [--seconds N] [--seed N] [--target TEXT] [--no-keep]
  --seconds   how long it goes on (600: more than a million inputs)
  --seed      the same inputs as a run that had this seed, as far as the time takes it
  --target    only targets with this text in their names
  --no-keep   findings are printed and not kept in electron/engine/testing/corpus`;

const { values } = parseArgs({
  allowNegative: true,
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string' },
    target: { type: 'string', default: '' },
    keep: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const targets = fuzzTargets.filter(({ name }) => name.includes(values.target));

if (values.help || !(seconds > 0) || !Number.isSafeInteger(seed) || targets.length === 0) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else {
  console.log(`seed ${String(seed)}, ${String(seconds)} seconds`);
  const fuzzed = await fuzz(targets, seed, seconds * 1_000, (finding) => {
    const { target, seed: at, path, input, message } = finding;
    console.log(`FOUND ${target}: ${message}\n  seed ${String(at)} path ${path}\n  ${JSON.stringify(input)}`);
    if (values.keep) console.log(`  kept as ${keepFinding(corpusFolder, finding)}`);
  });
  for (const line of fuzzLines(fuzzed)) console.log(line);
  process.exitCode = fuzzed.some(({ findings }) => findings.length > 0) ? 1 : 0;
}
