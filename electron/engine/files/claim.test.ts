import { describe, expect, it } from 'vitest';
import { claimNew } from './claim.ts';
import { discardPartial, findPartial } from './earlier-files.ts';
import type { ControlFacts } from './part-session.ts';
import { crc32c } from '../policy/digests/crc32c.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { claimDeps, openSession, put, sessionFacts, sessionFolder } from '../testing/open-session.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';

const target = '/downloads/file.bin';
const some = seededBytes(1, 0, 1_000);
const who = sessionFacts();

async function claim(files: MemoryFiles, asked: boolean, facts: Partial<ControlFacts> = {}) {
  const claimed = await claimNew(claimDeps(files), sessionFolder, 'file.bin', asked, sessionFacts(facts));
  return claimed.ok ? claimed.value.paths.target : claimed.failure;
}

/** A disk on which a download was stopped in its middle. */
async function stopped(facts: Partial<ControlFacts> = {}): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  const session = await openSession(new MemoryFiles(disk), facts);
  await put(session, 0, some);
  await session.close();
  return disk;
}

describe('claimNew', () => {
  it('makes the folder, the control file and the part file, and holds the lock', async () => {
    const files = new MemoryFiles(new MemoryDisk());
    expect(await claim(files, false)).toBe(target);
    expect([...files.disk.names.keys()]).toEqual([`${target}.part.tributary`, `${target}.part`]);
    expect([...files.disk.locks.keys()]).toEqual([target]);
  });

  it('H11: numbers a name that is taken by a file, a folder, a link or a stranger’s part file', async () => {
    const disk = new MemoryDisk();
    disk.place(target, some);
    disk.place('/downloads/file (1).bin', 'link');
    disk.folders.add('/downloads/file (2).bin');
    disk.place('/downloads/file (3).bin.part', some);
    disk.place('/downloads/file (4).bin.part.tributary', 'folder');
    const before = new Map(disk.names);
    expect(await claim(new MemoryFiles(disk), false)).toBe('/downloads/file (5).bin');
    for (const [path, node] of before) expect(disk.names.get(path)).toBe(node);
    expect(disk.locks.size).toBe(1);
  });

  it('I10: says that a name is taken when it was asked for', async () => {
    for (const taken of [target, `${target}.part`]) {
      const disk = new MemoryDisk();
      disk.place(taken, some);
      const files = new MemoryFiles(disk);
      expect(await claim(files, true)).toEqual({ code: 'file-exists' });
      expect([...disk.names.keys()]).toEqual([taken]);
      expect(disk.locks.size).toBe(0);
      expect(files.open).toBe(0);
    }
  });

  it('I6: a control file that nobody can read makes way, with its part file', async () => {
    for (const content of [new Uint8Array(0), new Uint8Array(8_192), some]) {
      const disk = new MemoryDisk();
      disk.place(`${target}.part.tributary`, content);
      disk.place(`${target}.part`, some);
      expect(await claim(new MemoryFiles(disk), true)).toBe(target);
      expect(disk.contentOf(`${target}.part`)).toHaveLength(0);
    }
  });

  it('I6: a control file of a newer version is left alone, with its part file', async () => {
    const disk = await stopped();
    disk.edit(`${target}.part.tributary`, makeNewer);
    const left = [...disk.names.keys()].map((path) => disk.contentOf(path)?.slice());
    expect(await claim(new MemoryFiles(disk), true)).toEqual({ code: 'file-exists' });
    expect(await claim(new MemoryFiles(disk), false)).toBe('/downloads/file (1).bin');
    expect([...disk.names.keys()].slice(0, 2).map((path) => disk.contentOf(path))).toEqual(left);
  });

  it('I8: the files of another download keep their name', async () => {
    const disk = await stopped({ id: 'another', url: 'http://127.0.0.1/other' });
    expect(await claim(new MemoryFiles(disk), true)).toEqual({ code: 'file-exists' });
    expect(await claim(new MemoryFiles(disk), false)).toBe('/downloads/file (1).bin');
    expect(disk.contentOf(`${target}.part`)).toHaveLength(some.length);
  });

  it('I8: a name that another process is at work on is numbered, or in use when it was asked for', async () => {
    const disk = new MemoryDisk();
    await openSession(new MemoryFiles(disk), { id: 'another', url: 'http://127.0.0.1/other' });
    expect(await claim(new MemoryFiles(disk), true)).toEqual({ code: 'file-in-use' });
    expect(await claim(new MemoryFiles(disk), false)).toBe('/downloads/file (1).bin');
  });

  it('I2: leaves nothing behind when a file cannot be made', async () => {
    for (let number = 1; number < 12; number += 1) {
      const files = new MemoryFiles(new MemoryDisk());
      files.fault = (call) => (call.number === number ? 'EIO' : null);
      const claimed = await claim(files, true);
      if (claimed === target) continue;
      expect(claimed).toMatchObject({ code: 'file-io' });
      expect([...files.disk.names.keys()]).toEqual([]);
      expect(files.disk.locks.size).toBe(0);
      expect(files.open).toBe(0);
    }
  });
});

describe('findPartial', () => {
  it('finds the files of a download by its address in the folder, or by its target', async () => {
    for (const known of [null, target]) {
      const disk = await stopped();
      const found = await findPartial(claimDeps(new MemoryFiles(disk)), sessionFolder, known, {
        ...who,
        id: 'of a later session',
      });
      if (!found.ok || found.value.kind !== 'partial') throw new Error('it was not found');
      expect(found.value).toMatchObject({ dropped: 0 });
      expect(found.value.session.received.total).toBe(some.length);
      expect(disk.locks.size).toBe(1);
    }
  });

  it('I6: takes no files of another address, and closes what it looked at', async () => {
    const disk = await stopped();
    disk.place('/downloads/link.part.tributary', 'link');
    const files = new MemoryFiles(disk);
    const other = { id: 'another', url: 'http://127.0.0.1/other', askedName: null };
    for (const known of [null, target]) {
      const found = await findPartial(claimDeps(files), sessionFolder, known, other);
      expect(found).toEqual({ ok: true, value: { kind: 'none' } });
    }
    expect(files.open).toBe(0);
    expect(disk.locks.size).toBe(0);
  });

  it('I8: says that another process is at work on the download', async () => {
    const disk = new MemoryDisk();
    await openSession(new MemoryFiles(disk));
    const files = new MemoryFiles(disk);
    const found = await findPartial(claimDeps(files), sessionFolder, null, who);
    expect(found).toMatchObject({ ok: false, failure: { code: 'file-in-use' } });
    expect(files.open).toBe(0);
  });

  it('I3: a part file that has gone is made again, and every byte is dropped', async () => {
    const disk = await stopped();
    disk.setName(`${target}.part`, null);
    const found = await findPartial(claimDeps(new MemoryFiles(disk)), sessionFolder, target, who);
    if (!found.ok || found.value.kind !== 'partial') throw new Error('it was not found');
    expect(found.value.dropped).toBe(some.length);
    expect(found.value.session.received.total).toBe(0);
    expect(disk.contentOf(`${target}.part`)).toHaveLength(0);
  });

  it('I3: a link or a folder in the part file’s place is not touched', async () => {
    for (const kind of ['link', 'folder'] as const) {
      const disk = await stopped();
      disk.setName(`${target}.part`, null);
      const node = disk.place(`${target}.part`, kind);
      const files = new MemoryFiles(disk);
      const found = await findPartial(claimDeps(files), sessionFolder, target, who);
      expect(found).toEqual({ ok: true, value: { kind: 'none' } });
      expect(disk.names.get(`${target}.part`)).toBe(node);
      expect(files.open).toBe(0);
      expect(disk.locks.size).toBe(0);
    }
  });

  it('I7: makes durable what it read and that the stop is no longer clean, before a byte changes', async () => {
    const disk = await stopped();
    const inode = disk.names.get(`${target}.part.tributary`)?.inode ?? 0;
    const before = disk.steps.length;
    const found = await findPartial(claimDeps(new MemoryFiles(disk)), sessionFolder, target, who);
    expect(found.ok).toBe(true);
    const steps = disk.steps.slice(before);
    expect(steps.map((step) => [step.inode === inode, step.kind])).toEqual([
      [true, 'sync'],
      [true, 'write'],
      [true, 'sync'],
    ]);
    const text = Buffer.from(disk.durableContent(inode, disk.moment)).toString('latin1');
    expect(text).toContain('"clean":false');
  });
});

describe('discardPartial', () => {
  it('removes the files of a download, and those of no other', async () => {
    const disk = await stopped();
    const deps = claimDeps(new MemoryFiles(disk));
    await discardPartial(deps, target, { id: 'another', url: 'http://127.0.0.1/other', askedName: null });
    expect(disk.names.size).toBe(2);
    await discardPartial(deps, target, who);
    expect(disk.names.size).toBe(0);
    expect(disk.locks.size).toBe(0);
  });
});

/** Raises the version in both slots, with checksums that hold. */
function makeNewer(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const capacity = view.getUint32(24, true);
  for (const slot of [0, capacity]) {
    view.setUint16(slot + 8, 2, true);
    const length = view.getUint32(slot + 12, true);
    const payload = bytes.subarray(slot + 32, slot + 32 + length);
    view.setUint32(slot + 28, crc32c(payload, crc32c(bytes.subarray(slot, slot + 28))), true);
  }
}
