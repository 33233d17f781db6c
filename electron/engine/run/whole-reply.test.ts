import { expect, test } from 'vitest';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine, memoryTarget } from '../testing/memory/memory-engine.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const body = seededBytes(9, 0, 200_001);

function engineOf(interval: number, served: Uint8Array = body): MemoryEngine {
  const server = { body: served, etag: '"one"', ranges: true };
  const options = { disk: new MemoryDisk(), records: new Map(), chance: seededChance(1), interval };
  return new MemoryEngine({ ...options, server });
}

test('a small file that comes at once is taken as it is, with one request, and one slot shows it', async () => {
  const memory = engineOf(1);
  const download = memory.begin();
  await memory.rest(download);
  expect(memory.fault(download, body)).toBeNull();
  expect(memory.transport.requests).toBe(1);
  const size = body.length;
  expect(download.detail().segments).toMatchObject([
    { slot: 1, state: 'ended', start: 0, end: size, position: size },
  ]);
  expect(download.detail().sources).toMatchObject([{ received: size }]);
  expect(download.record).toMatchObject({ received: size, outcome: { bytes: size, connections: 1 } });
});

test('one that takes longer goes on as a transfer from where it stands: nothing comes twice', async () => {
  const memory = engineOf(60);
  const download = memory.begin();
  await memory.until(() => memory.files.disk.names.has(`${memoryTarget}.part`));
  expect(download.state.kind).toBe('downloading');
  await memory.rest(download);
  expect(memory.fault(download, body)).toBeNull();
  expect([memory.transport.served, download.counts.refetched]).toEqual([body.length, 0]);
});

test('a pause in the middle of it ends it, and it goes on later', async () => {
  const memory = engineOf(15);
  const download = memory.begin();
  await memory.until(() => download.state.kind === 'downloading');
  void memory.engine.pause(download.id);
  await memory.rest(download);
  expect(download.state.kind).toBe('paused');
  memory.engine.resume(download.id);
  await memory.rest(download);
  expect(memory.fault(download, body)).toBeNull();
});
