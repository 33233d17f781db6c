import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrashLane, type ProcessEnd } from '../engine/testing/deaths/crash-lane.ts';
import {
  crashTimeout,
  deathsIn,
  deathsOf,
  everyPoint,
  lanes,
  tryAll,
} from '../engine/testing/deaths/crash-points.ts';
import type { Death } from '../engine/testing/deaths/death-plan.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
const size = 3 << 20;
let server: RangeServer;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tributary-get-crash-'));
  // Long enough for a save or two, which `get` makes every 250 ms.
  server = await startRangeServer({ size, rate: 2 << 20 });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

/** `tributary get` as a person runs it, but for its end. */
function get(lane: CrashLane, death: Death | null): Promise<ProcessEnd> {
  const at = (name: string): string => join(lane.root, name);
  const places = { XDG_STATE_HOME: at('state'), XDG_DATA_HOME: at('data'), XDG_CONFIG_HOME: at('config') };
  return lane.run([cli, 'get', lane.url, '-d', lane.folder, '-x', '3', '-q'], death, places);
}

async function faultOf(lane: CrashLane, death: Death, bytes = size): Promise<string | null> {
  await lane.clear();
  const first = await get(lane, death);
  if (!first.killed) return first.status === 0 ? null : `it ended with ${first.status}: ${first.out}`;
  // Killed a second time, on its way back; then the same command to its end.
  await get(lane, { ...death, number: Math.ceil(death.number / 2) });
  const last = await get(lane, null);
  if (last.status !== 0 || last.out !== '') return `then it ended with ${last.status}: ${last.out}`;
  return lane.faultOfFile(bytes, 1);
}

test(
  'I5: `get` killed at any call, and again on its way back, brings the file with the same command',
  { timeout: crashTimeout },
  async ({ task }) => {
    const all = Array.from(
      { length: lanes },
      (_, index) => new CrashLane(join(root, `${index}`), `${server.origin}/got-${index}.bin`),
    );
    const [lane] = all;
    if (lane === undefined) return;
    await lane.clear();
    const { calls, status } = await get(lane, null);
    expect([status, calls.includes('link target')]).toEqual([0, true]);
    const ends = ['sync control', 'link target', 'unlink part', 'unlink control'].flatMap((what) =>
      deathsOf(what).slice(0, 1),
    );
    const points = [...deathsIn(calls, 6), ...(everyPoint ? [] : ends)];
    const faults = await tryAll(all, points, faultOf);
    Object.assign(task.meta, { tried: points.length, faults });
    expect(faults).toEqual([]);
  },
);

test(
  'I5: `get` of a small file killed at any call: the same command brings one file, and nothing else lies there',
  { timeout: crashTimeout },
  async ({ task }) => {
    const bytes = 100_000;
    const small = await startRangeServer({ size: bytes });
    const all = Array.from(
      { length: lanes },
      (_, index) => new CrashLane(join(root, `small-${index}`), `${small.origin}/small-${index}.bin`),
    );
    const [lane] = all;
    if (lane === undefined) return;
    await lane.clear();
    const { calls } = await get(lane, null);
    // Nothing is saved on the way of a file that is whole with its first reply.
    expect(calls.filter((call) => call.endsWith(' control'))).toEqual(['open control', 'unlink control']);
    const steps = ['open control', 'open part', 'write part', 'sync part', 'link target', 'unlink part'];
    const points = everyPoint
      ? deathsIn(calls, 0)
      : [...steps, 'unlink control'].flatMap((what) => deathsOf(what));
    const faults = await tryAll(all, points, (each, death) => faultOf(each, death, bytes));
    await small.close();
    Object.assign(task.meta, { tried: points.length, faults });
    expect(faults).toEqual([]);
  },
);
