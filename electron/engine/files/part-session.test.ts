import { describe, expect, it } from 'vitest';
import { decodeControl } from '../policy/control-file/control-file.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { openSession, put } from '../testing/open-session.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';

const partPath = '/downloads/file.bin.part';

function stateOf(files: MemoryFiles) {
  const decoded = decodeControl(files.disk.contentOf(`${partPath}.tributary`) ?? new Uint8Array(0));
  if (!decoded.ok) throw new Error(decoded.failure.problem);
  return decoded.value.state;
}

describe('PartSession', () => {
  it('says that the stop was clean only when it is closed', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files, { size: 10_000 });
    await put(session, 0, seededBytes(1, 0, 5_000));
    expect((await session.save()).ok).toBe(true);
    expect(stateOf(files)).toMatchObject({ clean: false, part: null, written: [{ start: 0, end: 5_000 }] });
    expect((await session.close()).ok).toBe(true);
    expect(stateOf(files)).toMatchObject({
      clean: true,
      part: { size: 5_000 },
      synced: [{ start: 0, end: 5_000 }],
    });
    expect(files.open).toBe(0);
    expect(files.disk.locks.size).toBe(0);
  });

  it('writes what streams have collected before it closes', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files);
    session.writer.stream(0).write(seededBytes(1, 0, 300));
    await session.close();
    expect(stateOf(files).written).toEqual([{ start: 0, end: 300 }]);
  });

  it('B: starts over with bytes of another size than the forgotten ones had', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files, { size: 1_000 });
    await put(session, 0, seededBytes(1, 0, 1_000));
    session.forget();
    await put(session, 0, seededBytes(2, 0, 4_000));
    expect((await session.close()).ok).toBe(true);
    expect(stateOf(files)).toMatchObject({ size: null, written: [{ start: 0, end: 4_000 }] });
  });

  it('empties the part file and keeps what is known where bytes are dropped', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files, { size: 1_000 });
    await put(session, 0, seededBytes(1, 0, 500));
    expect((await session.drop()).ok).toBe(true);
    expect(files.disk.contentOf(partPath)).toHaveLength(0);
    expect((await session.close()).ok).toBe(true);
    expect(stateOf(files)).toMatchObject({ size: 1_000, written: [], checksums: [] });
  });

  it('I1: closes everything when nothing can be saved, and says so', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files);
    await put(session, 0, seededBytes(1, 0, 500));
    files.fault = () => 'ENOSPC';
    expect(await session.close()).toMatchObject({ ok: false, failure: { code: 'file-no-space' } });
    expect(files.open).toBe(0);
    expect(files.disk.locks.size).toBe(0);
    expect(stateOf(files).written).toEqual([]);
  });

  it('removes what it is told to, once', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    const session = await openSession(files);
    expect((await session.discard(['part', 'control'])).ok).toBe(true);
    expect((await session.discard(['part'])).ok).toBe(true);
    expect((await session.close()).ok).toBe(true);
    expect(files.disk.names.size).toBe(0);
    expect(files.open).toBe(0);
  });
});
