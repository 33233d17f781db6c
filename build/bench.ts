import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCommand } from '../electron/engine/testing/find-command.ts';
import { seededSum, writeSeededFile } from '../electron/engine/testing/seeded-body.ts';
import { runRounds } from './bench/bench-run.ts';
import { benchScenarios } from './bench/bench-scenarios.ts';
import { benchTables } from './bench/bench-table.ts';
import { contestants, type Contestant } from './bench/contestants.ts';
import { ensureParts, installerHere } from './install-parts.ts';
import { benchParts, placesHere } from './test-parts.ts';

/** `npm run bench`: this program and others on the same server in one run, whole processes in turn. */
const usage = `npm run bench -- [--quick] [--rounds N] [--size MIB] [--scenario one|six|capped] [--write]
  --quick     256 MiB and 3 rounds in place of 1024 MiB and 5
  --write     puts the tables into docs/benchmarks.md`;
const root = fileURLToPath(new URL('..', import.meta.url));
const launcher = join(root, 'tributary');
const fileName = 'file.bin';
const seed = 20_26;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    size: { type: 'string' },
    scenario: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
const mebibytes = Number(values.size ?? (values.quick ? 256 : 1024));

if (values.help || !(rounds >= 1) || !(mebibytes >= 1)) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else if (!(await ensureParts(benchParts, installerHere(placesHere())))) {
  process.exitCode = 1;
} else {
  process.exitCode = await bench();
}

async function bench(): Promise<number> {
  // Its first start may build; that is not what is measured.
  const first = spawnSync(launcher, ['get', '--help'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const oursRuns = first.status === 0;
  if (!oursRuns) console.log('./tributary does not start: only the others run, and the run fails.');
  const scratch = await mkdtemp(join(scratchRoot(mebibytes * 2 ** 20), 'tributary-bench-'));
  const sections: string[] = [];
  let failed = oursRuns ? 0 : 1;
  try {
    for (const scenario of benchScenarios) {
      if (values.scenario !== undefined && !values.scenario.includes(scenario.name)) continue;
      const size = Math.round(mebibytes * scenario.share) * 2 ** 20;
      const served = join(scratch, 'served');
      await mkdir(served);
      writeSeededFile(join(served, fileName), seed, size, new Date(Date.now() - 3_600_000));
      const server = await scenario.serve(served, fileName, seed, size);
      const title = `${scenario.title}, ${String(size / 2 ** 20)} MiB`;
      console.log(title);
      try {
        const sha1 = seededSum(seed, size);
        const job = {
          url: server.url,
          folder: join(scratch, 'out'),
          name: fileName,
          size,
          connections: scenario.connections,
          sha1,
        };
        const all = await runRounds(
          job,
          fieldFor(scenario.connections, oursRuns),
          rounds,
          scratch,
          console.log,
        );
        failed += all.reduce((sum, runs) => sum + runs.failures.length, 0);
        sections.push(`## ${title}\n\n${benchTables(all)}`);
        console.log(`\n${benchTables(all)}\n`);
      } finally {
        await server.stop();
        await rm(served, { recursive: true });
      }
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  if (values.write) await writeFile(join(root, 'docs', 'benchmarks.md'), page(sections));
  return failed === 0 ? 0 : 1;
}

/** With one connection the script of several curls is the script of one. */
function fieldFor(connections: number, oursRuns: boolean): readonly Contestant[] {
  const several = contestants(launcher).filter(
    ({ name }) => connections > 1 || name !== 'curl --range script',
  );
  return several.filter(({ ours }) => !ours || oursRuns);
}

/** Memory where there is room for the file, its copy, and a script's parts; else the usual place. */
function scratchRoot(size: number): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > size * 4 ? memory : tmpdir();
}

function page(sections: readonly string[]): string {
  const processors = cpus();
  const machine = `${String(processors.length)} x ${processors[0]?.model ?? 'unknown'}, Linux ${release()}, Node ${process.versions.node}`;
  const versions = ['aria2c', 'axel', 'wget2', 'curl', 'nginx'].map(versionOf).join(' · ');
  return `# Benchmarks

\`npm run bench -- --write\` wrote this page. Every number is a whole process from start to end, on one
machine, against one server on loopback, files in memory; median of ${String(rounds)} rounds in turn (A B C A B C).
CPU is user and system time of all its processes, memory the most that was resident in them. The bytes
were compared after every run. A ratio under 1 is faster than the other.

${machine} · ${new Date().toISOString().slice(0, 10)}
${versions}

${sections.join('\n\n')}
`;
}

function versionOf(name: string): string {
  const command = findCommand([name]);
  if (command === null) return `${name} absent`;
  const flag = name === 'nginx' ? '-v 2>&1' : '--version';
  const text = execFileSync('sh', ['-c', `"$0" ${flag}`, command], { encoding: 'utf8' });
  return `${name} ${/\d+\.[\d.]+/.exec(text)?.[0] ?? ''}`;
}
