import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from './ports/catalog.ts';
import { cutStyles } from './testing/disk-steps.ts';
import { MemoryDisk } from './testing/memory-disk.ts';
import { MemoryEngine, memoryTarget } from './testing/memory-engine.ts';
import { seededBytes } from './testing/seeded-body.ts';
import { seededChance } from './testing/seeded-chance.ts';

const body = seededBytes(41, 0, 3 * 1024 * 1024 + 12_345);
const server = { body, etag: '"one"', ranges: true };

describe('loss of power', () => {
  it('x', async () => {
    const disk = new MemoryDisk();
    const chance = seededChance(1);
    const records = new Map<string, DownloadRecord>();
    const process = new MemoryEngine({ disk, server, records, chance });
    const t = performance.now();
    const download = process.begin();
    await process.rest(download);
    console.log(performance.now() - t, disk.steps.length, disk.moment, process.files.calls, process.clock.now(), process.transport.served);
    expect(process.fault(download, body)).toBeNull();
    void memoryTarget; void cutStyles;
  });
});
