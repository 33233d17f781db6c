import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededBytes, seededSum } from '../engine/testing/range-server/seeded-body.ts';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';

const mebibyte = 1 << 20;
const block = 64 * 1_024;
const size = 6 * mebibyte + 5;
const sum = seededSum(1, size);
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

async function isWhole(): Promise<boolean> {
  return (await harness.read('file.bin')).equals(seededBytes(1, 0, size));
}

test('a part that does not match is repaired from another source, and completes without one byte more', async () => {
  const liar = await harness.serve(startRangeServer({ size, seed: 1, corrupt: [2 * mebibyte + 9] }));
  const honest = await harness.serve(startRangeServer({ size, seed: 1 }));
  const window = await harness.window();
  const id = await window.add(liar.url, harness.folder, { checksum: sum });
  await window.reaches(id, 'interrupted');
  expect(await harness.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
  await window.client.call.addSource({ id, url: honest.url });
  const sentBefore = liar.stats.bytesSent;

  const answer = await window.client.call.repair({ id });
  expect(answer).toMatchObject({ ok: true, value: { kind: 'repaired', replaced: block, blamed: [] } });
  if (answer.ok) expect(answer.value.fetched).toBeLessThanOrEqual(size);
  await window.reaches(id, 'completed');
  expect(await isWhole()).toBe(true);
  expect(await harness.files()).toEqual(['file.bin']);
  // Asked of the one that had not brought the bytes: of the first only how long the file is.
  expect(liar.stats.bytesSent - sentBefore).toBeLessThanOrEqual(1);
});

test('a finished file that somebody damaged is repaired where it lies', async () => {
  const server = await harness.serve(startRangeServer({ size, seed: 1 }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'completed');
  const bytes = await harness.read('file.bin');
  bytes.fill(0, 10, 20);
  await writeFile(harness.path('file.bin'), bytes);
  await window.client.call.setChecksum({ id, checksum: sum });
  await window.shows(id, ({ checksum }) => checksum.verdict === 'mismatch');

  expect(await window.client.call.repair({ id })).toMatchObject({
    ok: true,
    value: { kind: 'repaired', replaced: block },
  });
  await window.shows(id, ({ checksum }) => checksum.verdict === 'match');
  expect(await isWhole()).toBe(true);
  expect(await harness.files()).toEqual(['file.bin']);
});

test('what cannot be repaired stays as it was, and says how much was fetched for it', async () => {
  const server = await harness.serve(startRangeServer({ size, seed: 1, corrupt: [77] }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: sum });
  await window.reaches(id, 'interrupted');
  const answer = await window.client.call.repair({ id });
  expect(answer).toMatchObject({
    ok: true,
    value: { kind: 'failed', failure: { code: 'file-hash-mismatch' }, replaced: 0, fetched: size },
  });
  expect(window.view(id).state.kind).toBe('interrupted');
  expect(await harness.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
});

test('a download that is not known to differ has nothing to be repaired', async () => {
  const server = await harness.serve(startRangeServer({ size, seed: 1 }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: sum });
  await window.reaches(id, 'completed');
  expect(await window.client.call.repair({ id })).toMatchObject({
    ok: false,
    failure: { code: 'not-found' },
  });
});
