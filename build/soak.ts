import { existsSync, mkdirSync, readdirSync, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openNodePorts } from '../electron/engine/adapters/node-ports.ts';
import { Engine } from '../electron/engine/engine.ts';
import { silentLog } from '../electron/engine/ports/log.ts';
import { seededSum } from '../electron/engine/testing/range-server/seeded-body.ts';
import { SoakServer, soakWays } from './soak/soak-servers.ts';
import { sampleLine, soakFaults, type SoakSample } from './soak/soak-verdict.ts';

/** `npm run soak`: transfer after transfer through one engine in one process, and what that process holds. */
const usage = `npm run soak -- [--minutes N] [--gigabytes N] [--jobs N]
  --minutes     how long at most (20)
  --gigabytes   ends earlier, once so much has come (10^9 bytes)
  --jobs        downloads at a time (3)`;
const seed = 2026;
const size = 48 * 2 ** 20 + 12_345;
const sampleSeconds = 10;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    gigabytes: { type: 'string', default: 'Infinity' },
    jobs: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
const most = Number(values.gigabytes) * 1e9;
const jobs = Number(values.jobs);

if (values.help || !(minutes > 0) || !(most > 0) || !(jobs >= 1)) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else {
  process.exitCode = await soak();
}

async function soak(): Promise<number> {
  const root = await mkdtemp(join(scratchRoot(), 'tributary-soak-'));
  // Locks and whatever else is temporary lie here, too, where it is seen what stays.
  const temporary = join(root, 'temporary');
  mkdirSync(temporary);
  process.env['TMPDIR'] = temporary;
  const servers = await Promise.all(soakWays(seed, size).map((way) => SoakServer.start(way)));
  try {
    const origins = servers.map(({ origin }) => origin);
    const before = descriptors();
    const { samples, faults } = await transfer(root, origins);
    // Sockets close a moment after they were told to.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const files = [join(root, 'downloads'), temporary].flatMap(filesIn);
    const closed = { before, after: descriptors(), files };
    const all = [...faults, ...soakFaults(samples, closed)];
    console.log(`descriptors: ${closed.before ?? '?'} before, ${closed.after ?? '?'} when all was closed`);
    for (const fault of all.slice(0, 20)) console.log(`wrong: ${fault}`);
    console.log(all.length === 0 ? 'flat' : 'not flat');
    return all.length === 0 ? 0 : 1;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(root, { recursive: true, force: true });
  }
}

/** Downloads one file after the other, `jobs` at a time; each is compared by its sum, and its file deleted. */
async function transfer(
  root: string,
  origins: readonly string[],
): Promise<{ readonly samples: readonly SoakSample[]; readonly faults: readonly string[] }> {
  const ports = openNodePorts({ dataFolder: join(root, 'data'), catalogName: 'catalog', log: silentLog });
  const watchers = new Map<string, () => void>();
  const engine = new Engine(
    ports,
    { jobs, connectionsPerHost: 16, limit: 0, timeout: 30_000, patience: 120_000 },
    { onChange: (id) => watchers.get(id)?.() },
  );
  const checksum = { algorithm: 'sha1', hex: seededSum(seed, size) } as const;
  const samples: SoakSample[] = [];
  const faults: string[] = [];
  const began = performance.now();
  let bytes = 0;
  let number = 0;
  const sample = (): void => {
    const { rss, heapUsed: heap } = process.memoryUsage();
    const at = (performance.now() - began) / 1_000;
    const handles = process.getActiveResourcesInfo().length;
    const taken = { at, rss, heap, descriptors: descriptors(), handles, bytes };
    samples.push(taken);
    console.log(sampleLine(taken));
  };
  const timer = setInterval(sample, sampleSeconds * 1_000);
  const fetchOne = async (): Promise<void> => {
    number += 1;
    const origin = origins[number % origins.length] ?? '';
    const url = new URL(`${origin}/soak-${number}.bin`);
    const connections = Math.floor(number / origins.length) % 2 === 0 ? 8 : 3;
    const download = engine.add({ url, folder: join(root, 'downloads'), connections, checksum });
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (['completed', 'interrupted', 'paused'].includes(download.state.kind)) resolve();
      };
      watchers.set(download.id, look);
      look();
    });
    watchers.delete(download.id);
    if (download.state.kind === 'completed') bytes += size;
    else faults.push(`download ${number} ended as ${JSON.stringify(download.state)}`);
    // It stays in the list, as with a person; only its file goes.
    if (download.record.target !== null) await rm(download.record.target, { force: true });
  };
  const work = async (): Promise<void> => {
    while (performance.now() - began < minutes * 60_000 && bytes < most) await fetchOne();
  };
  try {
    await Promise.all(Array.from({ length: jobs }, work));
    sample();
  } finally {
    clearInterval(timer);
    await engine.close();
    await ports.close();
  }
  return { samples, faults };
}

/** Files in a folder and below it. */
function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

function descriptors(): number | null {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
}

/** Memory where there is room, so that a disk is not worn out; else the usual place. */
function scratchRoot(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > size * (jobs + 2) ? memory : tmpdir();
}
