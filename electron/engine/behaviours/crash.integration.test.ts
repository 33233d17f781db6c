import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, type TaskMeta } from 'vitest';
import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Death } from '../testing/deaths/death-plan.ts';
import { startRangeServer, type RangeServer } from '../testing/range-server/range-server.ts';
import type { RequestRecord } from '../testing/range-server/request-log.ts';
import { CrashLane } from '../testing/deaths/crash-lane.ts';
import {
  crashTimeout,
  deathsIn,
  deathsOf,
  everyPoint,
  lanes,
  tryAll,
} from '../testing/deaths/crash-points.ts';

const size = 3 << 20;
/** The engine's clock: a save every 8 ms. */
const speed = 30;
/** Bytes per second of each reply. */
const rate = 3 << 20;
const fetching = { connections: 3, speed, patience: 0, action: 'fetch' } as const;
const removing = { ...fetching, action: 'remove' } as const;
/** Bytes that may be brought though they are saved: what a reply runs on with before it is ended. */
const passedMost = 262_144;

let server: RangeServer;
let root: string;
/** Bytes that came twice, for each death in a first run. */
const twices: number[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tributary-crash-'));
  server = await startRangeServer({ size, rate });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

function lanesFor(name: string): readonly CrashLane[] {
  return Array.from({ length: lanes }, (_, index) => {
    const lane = `${name}-${index + 1}`;
    return new CrashLane(join(root, lane), `${server.origin}/${lane}.bin`);
  });
}

/** Replies for a lane, from the request of this number on. */
function repliesTo(lane: CrashLane, from: number): readonly RequestRecord[] {
  const path = new URL(lane.url).pathname;
  return server.requests.slice(from).filter((request) => request.path === path);
}

/** Bytes of these replies that lie in these ranges. */
function broughtAgain(replies: readonly RequestRecord[], saved: readonly ByteRange[]): number {
  return replies.reduce((sum, { range, sent }) => {
    const first = range?.first ?? 0;
    const inside = saved.map(({ start, end }) => Math.min(end, first + sent) - Math.max(start, first));
    return sum + inside.reduce((total, length) => total + Math.max(0, length), 0);
  }, 0);
}

/** What each try of a lane begins with. */
type Begin = (lane: CrashLane) => Promise<void>;

const empty: Begin = (lane) => lane.clear();
const stored: Begin = (lane) => lane.restore();

/** A first run that was killed there. */
function killedAt(death: Death): Begin {
  return async (lane) => {
    await lane.clear();
    const { killed } = await lane.engine(fetching, death);
    if (!killed) throw new Error(`Nothing was killed at ${JSON.stringify(death)}.`);
  };
}

/** Keeps a run that was killed in the middle, for every lane. */
async function storeEach(all: readonly CrashLane[]): Promise<void> {
  for (const lane of all) {
    await killedAt({ what: 'sync control', number: 3, when: 'after' })(lane);
    await lane.store();
  }
}

/** Calls of a run that nothing happens to. */
async function callsOf(
  lane: CrashLane | undefined,
  begin: Begin,
  plan: Parameters<CrashLane['engine']>[0] = fetching,
): Promise<readonly string[]> {
  if (lane === undefined) return [];
  await begin(lane);
  const { calls, report, out } = await lane.engine(plan, null);
  expect([report?.state, out]).toEqual([plan.action === 'remove' ? 'gone' : 'completed', out]);
  return calls;
}

/**
 * Dies at one point, goes on to the end, and says what is wrong with the result. `seed` names the bytes
 * that must come of it; `keeps`: what is saved counts.
 */
async function faultOf(
  lane: CrashLane,
  begin: Begin,
  death: Death,
  { seed, keeps }: { readonly seed: number; readonly keeps: boolean },
): Promise<string | null> {
  await begin(lane);
  const before = server.requests.length;
  const first = await lane.engine(fetching, death);
  if (!first.killed) {
    // It had fewer calls: nothing to see.
    return first.report?.state === 'completed' ? lane.faultOfFile(size, seed) : `it ended so: ${first.out}`;
  }
  const own = await lane.faultOfOwn();
  if (own !== null) return own;
  const early = (await readdir(lane.folder).catch(() => [])).join();
  const [saved, from] = [await lane.saved(), server.requests.length];
  const last = await lane.engine(fetching, null);
  if (last.report?.state !== 'completed') return `from ${early} it went on and ended so: ${last.out}`;
  const wrong = (await lane.faultOfFile(size, seed)) ?? (await lane.faultOfOwn());
  if (wrong !== null) return `${wrong}, from ${early}`;
  const again = broughtAgain(repliesTo(lane, from), saved);
  if (keeps && again > passedMost)
    return `${again} bytes came though they were saved: ${JSON.stringify(saved)}`;
  if (begin === empty) twices.push(repliesTo(lane, before).reduce((sum, { sent }) => sum + sent, 0) - size);
  return null;
}

function told(meta: TaskMeta, points: readonly Death[], faults: readonly string[]): void {
  Object.assign(meta, { tried: points.length, faults });
  expect(faults).toEqual([]);
}

describe('killed at a call of the system', { timeout: crashTimeout }, () => {
  test('I5, I7: of a download from its beginning to its end: it goes on, byte for byte', async ({ task }) => {
    const all = lanesFor('fresh');
    const calls = await callsOf(all[0], empty);
    expect(new Set(calls)).toEqual(
      new Set(
        [
          'make folder,open settings,write settings,sync settings,rename settings,open folder,sync folder',
          'open catalog,change catalog,open lock,change lock,link lock,unlink lock',
          'open control,write control,sync control,unlink control',
          'open part,write part,sync part,link target,unlink part',
        ].flatMap((line) => line.split(',')),
      ),
    );
    const ends = everyPoint
      ? []
      : [
          ...deathsOf('link target'),
          ...deathsOf('unlink part'),
          ...deathsOf('unlink control'),
          ...deathsOf('open part'),
          ...deathsOf('write control'),
        ];
    const points = [...deathsIn(calls, 20), ...ends];
    const kept = { seed: 1, keeps: true };
    told(task.meta, points, await tryAll(all, points, (lane, point) => faultOf(lane, empty, point, kept)));
    expect(twices.length).toBeGreaterThan(points.length / 3);
    // With what the server gave to its system and nobody read, and what a clock thirty times as fast hedges.
    const mean = twices.reduce((sum, twice) => sum + twice, 0) / twices.length;
    expect(mean).toBeLessThan(size / 2);
    expect(Math.max(...twices)).toBeLessThan(8 << 20);
  });

  test('I5, I7: of the way back from a kill in the middle: killed twice, it goes on', async ({ task }) => {
    const all = lanesFor('back');
    await storeEach(all);
    const points = deathsIn(await callsOf(all[0], stored), 12);
    const kept = { seed: 1, keeps: true };
    told(task.meta, points, await tryAll(all, points, (lane, point) => faultOf(lane, stored, point, kept)));
  });

  test.for([
    ['between the two names of the finished file', 'unlink part'],
    ['before the control file goes', 'unlink control'],
  ] as const)(
    'I5, I7: of the way back from a kill %s: killed twice, it is there',
    async ([, what], { task }) => {
      const begin = killedAt({ what, number: 1, when: 'before' });
      const all = lanesFor(what.replace(' ', '-'));
      const calls = await callsOf(all[0], begin);
      // The file is there: what is missing is only to be tidied up.
      expect(calls).not.toContain('write part');
      const points = deathsIn(calls, 6);
      const kept = { seed: 1, keeps: false };
      const faults = await tryAll(all, points, (lane, point) => faultOf(lane, begin, point, kept));
      told(task.meta, points, faults);
    },
  );

  test('I5, B2: of the new beginning, where the file has changed meanwhile: only new bytes', async ({
    task,
  }) => {
    const all = lanesFor('changed');
    await storeEach(all);
    const use = { seed: 2, etag: '"two"', lastModified: null };
    server.setRules(all.map((lane) => ({ when: { path: new URL(lane.url).pathname }, use })));
    const calls = await callsOf(all[0], stored);
    expect(calls).toContain('truncate part');
    const points = [...deathsIn(calls, 10), ...(everyPoint ? [] : deathsOf('truncate part'))];
    const changed = { seed: 2, keeps: false };
    told(
      task.meta,
      points,
      await tryAll(all, points, (lane, point) => faultOf(lane, stored, point, changed)),
    );
    server.setRules([]);
  });

  test('I5: of a removal: what is left goes with the next one', async ({ task }) => {
    const all = lanesFor('removed');
    await storeEach(all);
    const calls = await callsOf(all[0], stored, removing);
    expect(calls).toEqual(expect.arrayContaining(['unlink part', 'unlink control']));
    const points = deathsIn(calls, 10);
    const faults = await tryAll(all, points, async (lane, death) => {
      await lane.restore();
      await lane.engine(removing, death);
      const own = await lane.faultOfOwn();
      if (own !== null) return own;
      const last = await lane.engine(removing, null);
      if (last.report?.state !== 'gone') return `it ended so: ${last.out}`;
      const left = (await readdir(lane.folder)).join();
      return left === '' ? lane.faultOfLocks() : `left there: ${left}`;
    });
    told(task.meta, points, faults);
  });
});
