import { describe, expect, it } from 'vitest';
import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { decodeControl } from '../policy/control-file/control-file.ts';
import { RangeSet } from '../policy/ranges/range-set.ts';
import { applyStep, type DataStep } from '../testing/memory/disk-steps.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { emptyNode } from '../testing/memory/memory-node.ts';
import { openSession, put } from '../testing/open-session.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const target = '/downloads/file.bin';
const size = 3 * 1024 * 1024;

/** Bytes of the part file that syncs which ended before `moment` cover. */
function covered(steps: readonly DataStep[], moment: number): RangeSet {
  const set = new RangeSet();
  const syncs = steps.filter(
    (step) => step.kind === 'sync' && step.ok && step.ended !== null && step.ended < moment,
  );
  for (const step of steps) {
    const { ended } = step;
    if (step.kind !== 'write' || ended === null || !step.ok) continue;
    if (syncs.some((sync) => sync.begun > ended)) set.add(step.at, step.at + step.bytes.length);
  }
  return set;
}

/** What a control file says that has got these writes. */
function stateAfter(writes: readonly DataStep[]): ReturnType<typeof decodeControl> {
  const node = emptyNode(0, 'file');
  for (const write of writes) applyStep(node, write, true);
  return decodeControl(node.bytes.subarray(0, node.size));
}

/** Lets bytes come at random places, with ticks, while the disk takes its time. */
async function record(seed: number): Promise<{ part: DataStep[]; control: DataStep[] }> {
  const chance = seededChance(seed);
  const clock = new FakeClock();
  const disk = new MemoryDisk();
  const files = new MemoryFiles(disk);
  const opening = openSession(files, { size });
  const session = await opening;
  files.pace = (op) =>
    new Promise((resolve) => {
      clock.after(chance() * (op === 'sync' ? 300 : 30), resolve);
    });
  const streams = [0, 1, 2].map((third) => session.writer.stream(third * 1024 * 1024));
  const positions = [0, 1, 2].map((third) => third * 1024 * 1024);
  for (let turn = 0; turn < 60; turn += 1) {
    const which = Math.floor(chance() * 3);
    const position = positions[which] ?? 0;
    const length = Math.min(Math.floor(chance() * 100_000), (which + 1) * 1024 * 1024 - position);
    streams[which]?.write(seededBytes(seed, position, length));
    positions[which] = position + length;
    if (chance() < 0.5) void session.writer.flush();
    session.tick();
    await clock.advanceAsync(chance() * 60);
  }
  let closed = false;
  void session.close().then(() => {
    closed = true;
  });
  while (!closed) await clock.advanceAsync(50);
  const stepsOf = (path: string): DataStep[] =>
    disk.steps.filter((step) => step.inode === disk.names.get(path)?.inode);
  return { part: stepsOf(`${target}.part`), control: stepsOf(`${target}.part.tributary`) };
}

describe('Checkpoint', () => {
  it('I7: no write of the control file claims bytes as synced that no earlier sync covers', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const { part, control } = await record(seed);
      const writes = control.filter((step) => step.kind === 'write');
      expect(writes.length).toBeGreaterThan(20);
      let claimed = 0;
      writes.forEach((write, index) => {
        const decoded = stateAfter(writes.slice(0, index + 1));
        if (!decoded.ok) throw new Error('the control file cannot be read');
        const safe = covered(part, write.begun);
        const wrong = decoded.value.state.synced.filter((range) => !safe.has(range.start, range.end));
        expect(wrong).toEqual([]);
        claimed = decoded.value.state.synced.reduce((sum, range) => sum + range.end - range.start, 0);
      });
      expect(claimed).toBeGreaterThan(1_000_000);
    }
  });

  it('I6: the slot that was synced last is not written again before another one is synced', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const { control } = await record(seed);
      const writes = control.filter((step) => step.kind === 'write');
      for (const write of writes) {
        const sync = control.findLast(
          (step) => step.kind === 'sync' && step.ok && step.ended !== null && step.ended < write.begun,
        );
        if (sync === undefined) continue;
        const durable = stateAfter(writes.filter((other) => (other.ended ?? Infinity) < sync.begun));
        if (!durable.ok) throw new Error('what was synced cannot be read');
        const { capacity, generation } = durable.value.position;
        const start = generation % 2 === 0 ? 0 : capacity;
        expect(write.at >= start + capacity || write.at + write.bytes.length <= start).toBe(true);
      }
    }
  });

  it('I5: the sums of synced bytes are of synced bytes only', async () => {
    const { control } = await record(3);
    const writes = control.filter((step) => step.kind === 'write');
    for (let count = 1; count <= writes.length; count += 1) {
      const decoded = stateAfter(writes.slice(0, count));
      if (!decoded.ok) throw new Error('the control file cannot be read');
      const { checksums, synced } = decoded.value.state;
      const within = (extent: ByteRange) =>
        synced.some((range) => range.start <= extent.start && extent.end <= range.end);
      const sums = new RangeSet();
      for (const extent of checksums.filter(within)) sums.add(extent.start, extent.end);
      expect(sums.ranges()).toEqual(synced);
    }
  });

  it('I2: bytes of a sync that failed are no longer received, nor is there a sum of them', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files, { size });
    await put(session, 0, seededBytes(1, 0, 300_000));
    expect((await session.settle()).ok).toBe(true);
    await put(session, 300_000, seededBytes(1, 300_000, 100_000));
    let failures = 1;
    files.fault = ({ op }) => (op === 'sync' && failures-- > 0 ? 'EIO' : null);
    expect(await session.settle()).toMatchObject({ ok: false, failure: { code: 'file-io' } });
    expect(session.received.written()).toEqual([{ start: 0, end: 300_000 }]);
    await put(session, 300_000, seededBytes(1, 300_000, 50_000));
    expect((await session.close()).ok).toBe(true);
    const decoded = decodeControl(files.disk.contentOf(`${target}.part.tributary`) ?? new Uint8Array(0));
    expect(decoded.ok && decoded.value.state.checksums.map(({ start, end }) => ({ start, end }))).toEqual([
      { start: 0, end: 350_000 },
    ]);
  });

  it('I1: a failed write of the control file is told, and the next one takes its place', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files, { size });
    await put(session, 0, seededBytes(1, 0, 1_000));
    files.fault = ({ op }) => (op === 'write' ? 'ENOSPC' : null);
    expect(await session.save()).toMatchObject({ ok: false, failure: { code: 'file-no-space' } });
    files.fault = () => null;
    expect((await session.save()).ok).toBe(true);
    const decoded = decodeControl(files.disk.contentOf(`${target}.part.tributary`) ?? new Uint8Array(0));
    expect(decoded.ok && decoded.value.state.written).toEqual([{ start: 0, end: 1_000 }]);
    expect((await session.close()).ok).toBe(true);
  });
});
