import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodePorts } from '../adapters/node-ports.ts';
import { Engine } from '../engine.ts';
import { silentLog } from '../ports/log.ts';
import type { CrashPlan, CrashReport, Death } from './crash-child.ts';
import { startRangeServer, type RangeServer } from '../testing/range-server.ts';
import { firstWrongByte } from '../testing/seeded-body.ts';

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
const size = 3 << 20;
const connections = 3;
/** `TRIBUTARY_CRASH_POINTS=all` dies before, in and after every call; else at a sample of them. */
const everyPoint = process.env['TRIBUTARY_CRASH_POINTS'] === 'all';
/** The engine's clock runs that much faster: a save every 25 ms, or every 4 ms for more calls to die at. */
const speed = everyPoint ? 60 : 10;
/** Bytes per second of each reply. */
const rate = everyPoint ? 3 << 19 : 3 << 20;
const sample = 30;
/** Runs differ in their number of calls: the last of the longest may be beyond the end of others. */
const ending = 30;
const limit = everyPoint ? 3_600_000 : 60_000;
const kinds =
  'make folder,create control,create part,write control,write part,sync part,sync control,rename,sync folder,remove'.split(
    ',',
  );
/** Bytes that come twice, on the average of all deaths: guarantee 2 would allow so small a file whole. */
const refetchMost = size / 3;

let server: RangeServer;
let root: string;
/** Bytes that came twice, for each death. */
const twices: number[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tributary-crash-'));
  server = await startRangeServer({ size, rate });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

/** Runs the child to its end; null where it was killed. */
function run(plan: CrashPlan): Promise<CrashReport | null> {
  const process_ = spawn(process.execPath, [child, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  process_.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  return new Promise((resolve, reject) => {
    process_.on('error', reject).on('close', (status, signal) => {
      if (signal === 'SIGKILL') resolve(null);
      else if (status === 0) resolve(JSON.parse(out) as CrashReport);
      else reject(new Error(`The child ended with ${status ?? signal ?? '?'}.`));
    });
  });
}

/** The same download in this process, with nothing in its way. */
async function goOn(plan: CrashPlan): Promise<string> {
  const ports = openNodePorts({ dataFolder: plan.dataFolder, catalogName: 'catalog', log: silentLog });
  const limits = { jobs: 1, connectionsPerHost: 16, limit: 0, timeout: 5_000, patience: 20_000 };
  const engine = new Engine(ports, limits, { onChange: () => undefined });
  try {
    engine.load();
    await engine.idle();
    return engine
      .list()
      .map((download) => download.state.kind)
      .join();
  } finally {
    await engine.close();
    await ports.close();
  }
}

/** Dies at one point, goes on, and says what is wrong with the result; null where nothing is. */
async function faultOf(name: string, death: Death): Promise<string | null> {
  const at = (inside: string): string => join(root, name, inside);
  const path = `/${name}.bin`;
  const url = server.origin + path;
  const plan = { url, folder: at('downloads'), dataFolder: at('data'), connections, speed, death };
  const report = await run(plan);
  // A run that had fewer calls ends before its death: nothing to see.
  if (report !== null) return report.state === 'completed' ? null : `it ended ${report.state}`;
  const early = (await readdir(plan.folder).catch(() => [])).join();
  const state = await goOn(plan);
  if (state !== 'completed') return `it went on and ended ${state}, from ${early}`;
  const names = (await readdir(plan.folder)).join();
  if (names !== `${name}.bin`) return `left there: ${names}, from ${early}`;
  const bytes = await readFile(join(plan.folder, `${name}.bin`));
  if (bytes.length !== size || firstWrongByte(bytes, 1) !== null) return 'wrong bytes';
  const replies = server.requests.filter((request) => request.path === path);
  const twice = replies.reduce((sum, { sent }) => sum + sent, 0) - size;
  await rm(join(root, name), { recursive: true });
  twices.push(twice);
  return null;
}

/** Calls of a whole run, as one that dies of nothing makes them. */
async function callsOfRun(): Promise<readonly string[]> {
  const [folder, dataFolder] = [join(root, 'whole'), join(root, 'whole-data')];
  const url = `${server.origin}/whole.bin`;
  const whole = await run({ url, folder, dataFolder, connections, speed, death: null });
  expect(whole?.state).toBe('completed');
  return whole?.calls ?? [];
}

/** A sample of the calls that every run makes while bytes come, and each of the first and the last. */
function deaths(count: number): Death[] {
  const when = (['before', 'halfway', 'after'] as const).slice();
  const step = everyPoint ? 1 : Math.max(1, Math.ceil((count - ending) / sample));
  const chosen: Death[] = [];
  for (let number = 1; number <= count - ending; number += step) {
    if (everyPoint) chosen.push(...when.map((each) => ({ number, when: each })));
    else chosen.push({ number, when: when[number % 3] ?? 'before' });
  }
  return chosen;
}

/** Dies at each of these, several at a time; what went wrong. */
async function faultsOf(points: readonly Death[]): Promise<string[]> {
  const left = [...points];
  const faults: string[] = [];
  const next = async (): Promise<void> => {
    for (let death = left.shift(); death !== undefined; death = left.shift()) {
      const name = [death.what ?? 'call', death.number, death.when].join('-').replaceAll(' ', '-');
      const found = await faultOf(name, death);
      if (found !== null) faults.push(`${name}: ${found}`);
    }
  };
  await Promise.all([next(), next(), next()]);
  return faults;
}

test(
  'I5: killed at any call while bytes come, a download goes on, byte for byte',
  async ({ task }) => {
    const calls = await callsOfRun();
    expect(new Set(calls)).toEqual(new Set(kinds));
    const points = deaths(calls.length);
    const faults = await faultsOf(points);
    Object.assign(task.meta, { tried: twices.length + faults.length, faults });
    expect(faults).toEqual([]);
    expect(twices.length).toBeGreaterThan(points.length / 3);
    expect(twices.reduce((sum, twice) => sum + twice, 0) / twices.length).toBeLessThan(refetchMost);
  },
  limit,
);

test(
  'I5: killed at any call of its beginning and its end, too',
  async ({ task }) => {
    const points = ([1, 2, 3] as const).flatMap((number) => ({ number, when: 'after' as const }));
    const named = (what: string, number: number, when: Death['when']): Death => ({ what, number, when });
    const ends = [
      named('sync folder', 1, 'after'),
      named('rename', 1, 'before'),
      named('rename', 1, 'halfway'),
      named('rename', 1, 'after'),
      named('sync folder', 2, 'after'),
      named('remove', 1, 'before'),
      named('remove', 1, 'after'),
    ];
    const before = twices.length;
    const faults = await faultsOf([...points, ...ends]);
    Object.assign(task.meta, { tried: points.length + ends.length, faults });
    expect(faults).toEqual([]);
    expect(twices.length - before).toBe(points.length + ends.length);
  },
  limit,
);
