import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../ports/catalog.ts';
import { fileMark } from '../files/finished-file.ts';
import { newRecord } from '../download-request.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { memoryIdentity } from '../testing/memory/memory-node.ts';
import { memoryHashers } from '../testing/memory/memory-ports.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { moveFinished, type MovedFile } from './moved-file.ts';

const body = seededBytes(3, 0, 1_200_000);
const other = seededBytes(4, 0, 1_000);
const from = '/downloads/file.bin';

/** A finished file on a disk of its own, and what moves it. */
function finished() {
  const disk = new MemoryDisk();
  const files = new MemoryFiles(disk);
  const node = disk.place(from, body);
  const url = new URL('http://files.example/file.bin');
  const record: DownloadRecord = {
    ...newRecord({ url, folder: '/downloads', connections: 1 }, 'one', 0, 0),
    state: { kind: 'completed' },
    target: from,
    size: body.length,
    fileMark: fileMark(memoryIdentity(node)),
  };
  const kept: MovedFile[] = [];
  const marked: string[] = [];
  const held = new Set<string>();
  const controller = new AbortController();
  const mark = async (path: string): Promise<void> => void marked.push(path);
  const deps = { files, hashers: memoryHashers(disk), held, mark, signal: controller.signal };
  const move = () => moveFinished(deps, record, '/music', (moved) => void kept.push(moved));
  return { disk, files, record, kept, marked, held, controller, move };
}

/** The first rename meets another file system. */
function acrossDevices(files: MemoryFiles): void {
  let renames = 0;
  files.fault = ({ op }) => {
    if (op === 'rename') renames += 1;
    return op === 'rename' && renames === 1 ? 'EXDEV' : null;
  };
}

const names = (disk: MemoryDisk): string[] => [...disk.names.keys()].sort();

/** Compared as a whole: a difference between large files is nothing to be printed. */
function holds(disk: MemoryDisk, path: string, bytes: Uint8Array): boolean {
  const content = disk.contentOf(path);
  return content !== null && Buffer.compare(content, bytes) === 0;
}

describe('a finished file that is moved', () => {
  it('lies in the other folder, known by its mark, and nowhere else', async () => {
    const { disk, kept, move } = finished();
    expect(await move()).toMatchObject({ ok: true });
    expect(names(disk)).toEqual(['/music/file.bin']);
    const node = disk.names.get('/music/file.bin');
    if (node === undefined) throw new Error('there is no file');
    const mark = fileMark(memoryIdentity(node));
    expect(kept).toEqual([{ folder: '/music', target: '/music/file.bin', fileMark: mark }]);
    expect(disk.locks.size).toBe(0);
  });

  it.each([
    ['a file', '/music/file.bin'],
    ['a part file', '/music/file.bin.part'],
    ['a control file', '/music/file.bin.part.tributary'],
  ])('is numbered beside %s of that name, which stays as it is', async (_what, path) => {
    const { disk, move } = finished();
    disk.place(path, other);
    expect(await move()).toMatchObject({ ok: true });
    expect(names(disk)).toEqual(['/music/file (1).bin', path].sort());
    expect(holds(disk, path, other)).toBe(true);
    expect(holds(disk, '/music/file (1).bin', body)).toBe(true);
  });

  it('is numbered where another download of this program holds the name', async () => {
    const { disk, held, move } = finished();
    held.add('/music/file.bin');
    await move();
    expect(names(disk)).toEqual(['/music/file (1).bin']);
  });

  it('is left alone where somebody changed it, or put another in its place', async () => {
    for (const change of [
      (disk: MemoryDisk) => {
        disk.edit(from, (bytes) => bytes.fill(1, 0, 10));
      },
      (disk: MemoryDisk) => void disk.place(from, other),
    ]) {
      const { disk, kept, move } = finished();
      change(disk);
      expect(await move()).toMatchObject({ ok: false, failure: { code: 'not-ours' } });
      expect(names(disk)).toEqual([from]);
      expect(kept).toEqual([]);
    }
  });

  it('is copied, marked and compared on its way to another file system, and then goes from the first', async () => {
    const { disk, files, marked, kept, move } = finished();
    acrossDevices(files);
    expect(await move()).toMatchObject({ ok: true });
    expect(names(disk)).toEqual(['/music/file.bin']);
    expect(holds(disk, '/music/file.bin', body)).toBe(true);
    expect(marked).toEqual(['/music/file.bin.part']);
    expect(kept[0]?.target).toBe('/music/file.bin');
    expect(files.open).toBe(0);
  });

  it('stays where it is, with nothing of a copy left, whichever call of the copy fails', async () => {
    const clean = finished();
    acrossDevices(clean.files);
    await clean.move();
    const last = clean.files.calls;
    for (let failing = 1; failing <= last; failing += 1) {
      const { disk, files, kept, move } = finished();
      acrossDevices(files);
      const across = files.fault;
      files.fault = (call) => across(call) ?? (call.number === failing ? 'EIO' : null);
      const moved = await move();
      // What fails once the copy has its name (the first one's end, a sync of a folder) takes nothing back.
      const there = names(disk);
      if (!moved.ok && kept.length === 0) expect(holds(disk, from, body), `call ${failing}`).toBe(true);
      else expect(holds(disk, '/music/file.bin', body), `call ${failing}`).toBe(true);
      expect(
        there.filter((path) => path.endsWith('.part')),
        `call ${failing}`,
      ).toEqual([]);
      expect(files.open, `call ${failing}`).toBe(0);
      expect(disk.locks.size, `call ${failing}`).toBe(0);
    }
  });

  it('stays where it is when the program ends while it is copied', async () => {
    const { disk, files, controller, move } = finished();
    acrossDevices(files);
    controller.abort();
    expect((await move()).ok).toBe(false);
    expect(names(disk)).toEqual([from]);
  });
});
