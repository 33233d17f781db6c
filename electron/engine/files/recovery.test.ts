import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readControl, recoverPart } from './recovery.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles, type FileCall } from '../testing/memory/memory-files.ts';
import { openSession, put } from '../testing/open-session.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';

const mebibyte = 1024 * 1024;
const size = 3 * mebibyte;
const partPath = '/downloads/file.bin.part';
const controlPath = '/downloads/file.bin.part.tributary';

/** What a process left behind: two ranges, in three blocks. */
async function leftBehind(end: 'closed' | 'killed'): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  const files = new MemoryFiles(disk);
  const session = await openSession(files, { size });
  await put(session, 0, seededBytes(9, 0, mebibyte + 1_000));
  await put(session, 2 * mebibyte, seededBytes(9, 2 * mebibyte, 5_000));
  if (end === 'closed') await session.close();
  else {
    await session.save();
    files.kill(() => 0);
  }
  return disk;
}

async function recover(disk: MemoryDisk, signal = new AbortController().signal) {
  const files = new MemoryFiles(disk);
  const calls: FileCall['op'][] = [];
  files.fault = ({ op }) => {
    calls.push(op);
    return null;
  };
  const found = await readControl(files, controlPath);
  if (!found.ok || found.value.kind !== 'ours') throw new Error('there is no control file');
  const part = await files.openPart(partPath);
  if (!part.ok) throw new Error(part.failure.code);
  calls.length = 0;
  const recovered = await recoverPart(
    part.value,
    found.value.control.state,
    (bytes, previous) => crc32(bytes, previous),
    signal,
  );
  if (!recovered.ok) return { failure: recovered.failure, calls };
  const { received, checksums, dropped } = recovered.value;
  const sums = [...checksums.extents()];
  return { written: received.written(), synced: received.synced(), sums, dropped, calls };
}

const everything = [
  { start: 0, end: mebibyte + 1_000 },
  { start: 2 * mebibyte, end: 2 * mebibyte + 5_000 },
];

describe('recoverPart', () => {
  it('trusts a file that was left by a clean stop and not touched, without reading it', async () => {
    const recovered = await recover(await leftBehind('closed'));
    expect(recovered).toMatchObject({ written: everything, synced: everything, dropped: 0 });
    expect(recovered.calls).toEqual(['look']);
  });

  it('I5: reads all that was written after a crash, and trusts no sync of the process that died', async () => {
    const recovered = await recover(await leftBehind('killed'));
    expect(recovered).toMatchObject({ written: everything, synced: [], dropped: 0 });
    expect(recovered.calls.filter((op) => op === 'read')).toHaveLength(3);
    expect(recovered.sums?.map(({ start, end }) => [start, end])).toEqual([
      [0, mebibyte],
      [mebibyte, mebibyte + 1_000],
      [2 * mebibyte, 2 * mebibyte + 5_000],
    ]);
  });

  it('I7: writes again what no sync covers, so that the next sync does', async () => {
    const recovered = await recover(await leftBehind('killed'));
    expect(recovered.calls.filter((op) => op === 'write')).toHaveLength(3);
    const disk = await leftBehind('closed');
    disk.edit(partPath, () => undefined);
    expect((await recover(disk)).calls).not.toContain('write');
  });

  it('I3: one changed byte drops its extent and no other', async () => {
    for (const end of ['closed', 'killed'] as const) {
      const disk = await leftBehind(end);
      disk.edit(partPath, (bytes) => {
        bytes[77] = (bytes[77] ?? 0) ^ 1;
      });
      const recovered = await recover(disk);
      expect(recovered).toMatchObject({
        written: [{ start: mebibyte, end: mebibyte + 1_000 }, everything[1]],
        dropped: mebibyte,
      });
    }
  });

  it('I3: of a file cut short, what is there whole is kept', async () => {
    const disk = await leftBehind('closed');
    const files = new MemoryFiles(disk);
    const part = await files.openPart(partPath);
    if (part.ok) await part.value.truncate(mebibyte + 999);
    expect(await recover(disk)).toMatchObject({
      written: [{ start: 0, end: mebibyte }],
      dropped: 6_000,
    });
  });

  it('I3: another file in its place is kept only where its bytes are the same', async () => {
    const disk = await leftBehind('closed');
    const copy = disk.contentOf(partPath)?.slice() ?? new Uint8Array(0);
    disk.setName(partPath, null);
    disk.place(partPath, copy);
    expect(await recover(disk)).toMatchObject({ written: everything, synced: [], dropped: 0 });
    disk.setName(partPath, null);
    disk.place(partPath, seededBytes(10, 0, copy.length));
    expect(await recover(disk)).toMatchObject({ written: [], sums: [], dropped: mebibyte + 6_000 });
  });

  it('stops between two extents when it is told to', async () => {
    const recovered = await recover(await leftBehind('killed'), AbortSignal.abort());
    expect(recovered).toEqual({ failure: { code: 'user-stopped' }, calls: ['look'] });
  });
});

describe('readControl', () => {
  it('I6: tells what is not there from what cannot be read', async () => {
    const disk = new MemoryDisk();
    const files = new MemoryFiles(disk);
    expect(await readControl(files, controlPath)).toMatchObject({ value: { kind: 'absent' } });
    disk.place(controlPath, new Uint8Array(8_192));
    expect(await readControl(files, controlPath)).toMatchObject({
      value: { kind: 'unreadable', problem: 'empty' },
    });
    disk.setName(controlPath, null);
    disk.place(controlPath, seededBytes(1, 0, 8_192));
    expect(await readControl(files, controlPath)).toMatchObject({
      value: { kind: 'unreadable', problem: 'damaged' },
    });
    expect(files.open).toBe(0);
  });

  it('I2: says that the disk failed, and leaves nothing open', async () => {
    const disk = await leftBehind('closed');
    const files = new MemoryFiles(disk);
    files.fault = ({ op }) => (op === 'read' ? 'EIO' : null);
    expect(await readControl(files, controlPath)).toMatchObject({ failure: { code: 'file-io' } });
    expect(files.open).toBe(0);
  });
});
