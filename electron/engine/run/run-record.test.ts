import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../ports/catalog.ts';
import { RunRecord } from './run-record.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine } from '../testing/memory/memory-engine.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

describe('RunRecord', () => {
  it('shows no connection before and after a transfer', () => {
    const record = new RunRecord(new FakeClock());
    record.sample();
    record.keepSegments();
    expect(record.segments(0)).toEqual([]);
    expect(record.active).toBe(0);
  });

  it('shows the connections of a run while it lasts, and how they ended afterwards', async () => {
    const body = seededBytes(6, 0, 3 * 1024 * 1024);
    const server = { body, etag: '"one"', ranges: true };
    const records = new Map<string, DownloadRecord>();
    const process = new MemoryEngine({ disk: new MemoryDisk(), server, records, chance: seededChance(2) });
    const download = process.begin();
    await process.until(() => download.view().active === 3);
    await process.until(() => download.detail().segments.every(({ state }) => state === 'receiving'));
    expect(download.detail().segments.map(({ slot }) => slot)).toEqual([1, 2, 3]);
    await process.rest(download);
    expect(process.fault(download, body)).toBeNull();
    expect(download.view().active).toBe(0);
    expect(download.detail().segments.map(({ state, rate }) => [state, rate])).toEqual(
      Array.from({ length: 3 }, () => ['ended', 0]),
    );
    expect(download.counts.requests).toBe(process.transport.requests);
  });
});
