import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { planBench, quickPlan, secondsOf } from './bench/bench-plan.ts';
import { runPlan } from './bench/run-plan.ts';
import { benchPage, windowPart } from './bench/results/page.ts';
import { goalTable } from './bench/results/goal-table.ts';
import { lostGoals } from './bench/results/lost-goals.ts';
import { benchPicture } from './bench/results/picture.ts';
import { readRecord, writeRecord, type BenchRecord } from './bench/results/record.ts';
import { allCases } from './bench/scenarios/all-cases.ts';
import { ensureBuilt } from './current-build.ts';
import { ensureParts, installerHere } from './test/install-parts.ts';
import { benchParts, placesHere } from './test/test-parts.ts';

/** `npm run bench`: this program and others on the same servers in one run, whole processes in turn. */
const usage = `npm run bench -- [--scenario S2,S7] [--quick] [--rounds N] [--minutes N] [--write] [--check]
  --scenario   only these; also single cases, as S2-16
  --quick      small sizes and 2 rounds, to see that everything works
  --rounds     of every case (5)
  --minutes    cuts sizes, then rounds, so that all of it takes about so long, and says so
  --write      writes docs/benchmarks.md, docs/benchmarks.json and docs/pictures/benchmarks.svg
  --check      fails when a goal that was met in docs/benchmarks.json is lost by more than the noise`;
const root = fileURLToPath(new URL('..', import.meta.url));
const docs = join(root, 'docs');
const recordPath = join(docs, 'benchmarks.json');
const pagePath = join(docs, 'benchmarks.md');

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    minutes: { type: 'string' },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const asked = values.scenario.flatMap((text) => text.split(',')).map((text) => text.trim());
const cases = allCases.filter(
  ({ id, scenario }) => asked.length === 0 || asked.some((name) => name === id || name === scenario),
);
const unknown = asked.filter(
  (name) => !allCases.some(({ id, scenario }) => name === id || name === scenario),
);

if (values.help || !(rounds >= 1) || (minutes !== null && !(minutes > 0)) || unknown.length > 0) {
  if (unknown.length > 0)
    console.log(`There is no ${unknown.join(', ')}: ${allCases.map(({ id }) => id).join(', ')}`);
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else if (process.platform !== 'linux') {
  console.log('The benchmark reads /proc, so it runs on Linux only.');
  process.exitCode = 1;
} else if (!(await ensureBuilt(root))) {
  process.exitCode = 1;
} else {
  // A program that is missing does not run, and the table says so.
  await ensureParts(benchParts, installerHere(placesHere()));
  process.exitCode = await bench();
}

async function bench(): Promise<number> {
  const plan = values.quick ? quickPlan(cases, rounds) : planBench(cases, rounds, minutes);
  console.log(`${plan.cut ?? ''}: about ${String(Math.ceil(secondsOf(plan) / 60))} min`);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopping.abort();
    });
  const before = existsSync(recordPath) ? readRecord(await readFile(recordPath, 'utf8')) : null;
  const record = await runPlan({
    plan,
    ours: [process.execPath, join(root, 'dist/headless/cli.js')],
    until: minutes === null ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000,
    signal: stopping.signal,
    print: console.log,
  });
  if (stopping.signal.aborted) return 1;
  console.log(`\n${goalTable(record)}`);
  if (values.write) await write(merged(before, record));
  const failed = record.cases.flatMap(({ id, rows }) =>
    rows
      .filter(({ ours }) => ours)
      .flatMap(({ runs }) => runs.flatMap(({ fault }) => (fault === null ? [] : [`${id}: ${fault}`]))),
  );
  for (const line of failed) console.log(`failed: ${line}`);
  const lost = values.check && before !== null ? lostGoals(before, record) : [];
  if (values.check && before === null) console.log('There are no committed figures to check against.');
  for (const line of lost) console.log(`lost: ${line}`);
  return failed.length + lost.length === 0 ? 0 : 1;
}

async function write(record: BenchRecord): Promise<void> {
  const rest = existsSync(pagePath) ? windowPart(await readFile(pagePath, 'utf8')) : '';
  await mkdir(join(docs, 'pictures'), { recursive: true });
  await writeFile(pagePath, benchPage(record, rest));
  await writeFile(recordPath, writeRecord(record));
  await writeFile(join(docs, 'pictures', 'benchmarks.svg'), benchPicture(record));
  console.log('Written: docs/benchmarks.md, docs/benchmarks.json, docs/pictures/benchmarks.svg');
}

/** What was not run this time stays as it was measured, where anything was chosen. */
function merged(before: BenchRecord | null, now: BenchRecord): BenchRecord {
  if (before === null || asked.length === 0) return now;
  const found = (id: string): BenchRecord['cases'] =>
    [...now.cases, ...before.cases].filter((each) => each.id === id).slice(0, 1);
  const cut = 'these cases in several runs; size and rounds stand with each';
  return { ...now, cut, cases: allCases.flatMap(({ id }) => found(id)) };
}
