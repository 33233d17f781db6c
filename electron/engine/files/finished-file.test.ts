import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../ports/catalog.ts';
import { fileMark, findFinished } from './finished-file.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine, memoryTarget, sha256Of } from '../testing/memory/memory-engine.ts';
import { memoryIdentity } from '../testing/memory/memory-node.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const body = seededBytes(5, 0, 300_000);

/** A download that was completed, its record and its disk. */
async function completed() {
  const disk = new MemoryDisk();
  const records = new Map<string, DownloadRecord>();
  const server = { body, etag: '"one"', ranges: true };
  const process = new MemoryEngine({ disk, server, records, chance: seededChance(1) });
  const download = process.begin(sha256Of(body));
  await process.rest(download);
  expect(process.fault(download, body)).toBeNull();
  return { disk, process, record: download.record };
}

describe('findFinished', () => {
  it('knows the finished file of a download by the mark that was kept of it', async () => {
    const { disk, record } = await completed();
    const node = disk.names.get(memoryTarget);
    if (node === undefined) throw new Error('there is no file');
    expect(record.fileMark).toBe(fileMark(memoryIdentity(node)));
    expect(await findFinished(new MemoryFiles(disk), record)).toMatchObject({
      target: memoryTarget,
      computed: sha256Of(body),
      identity: { size: body.length },
    });
  });

  it('I3: takes no file that was touched, replaced or removed since', async () => {
    const { disk, record } = await completed();
    const files = new MemoryFiles(disk);
    disk.edit(memoryTarget, () => undefined);
    expect(await findFinished(files, record)).toBeNull();
    disk.setName(memoryTarget, null);
    expect(await findFinished(files, record)).toBeNull();
    disk.place(memoryTarget, new Uint8Array(body));
    expect(await findFinished(files, record)).toBeNull();
  });

  it('finds nothing for a download that was never finished', async () => {
    const { disk, record } = await completed();
    expect(await findFinished(new MemoryFiles(disk), { ...record, fileMark: null })).toBeNull();
    expect(await findFinished(new MemoryFiles(disk), { ...record, target: null })).toBeNull();
  });
});
