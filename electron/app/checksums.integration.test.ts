import { rm, truncate, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededSum } from '../engine/testing/range-server/seeded-body.ts';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';

const mebibyte = 1 << 20;
const size = 4 * mebibyte;
const wrong = 'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709';
const right = `SHA1 (file.bin) = ${seededSum(1, size)}`;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

test('a sum given with the link is verified as the download ends', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: right });
  const view = await window.reaches(id, 'completed');
  expect(view.checksum).toMatchObject({ verdict: 'match', computed: { algorithm: 'sha1' } });
});

test('a sum pasted while it runs is verified; another algorithm counts from then on', async () => {
  const server = await harness.serve(startRangeServer({ size, rate: 4 * mebibyte }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: wrong });
  await window.shows(id, (view) => view.received > mebibyte);
  const set = (checksum: string) => window.client.call.setChecksum({ id, checksum });
  expect(await set('no sum')).toEqual({ ok: false, failure: { code: 'not-a-checksum' } });
  expect(await set(seededSum(1, size, 'sha256'))).toMatchObject({ ok: true });
  const view = await window.reaches(id, 'completed');
  expect(view.checksum).toMatchObject({ verdict: 'match', computed: { algorithm: 'sha256' } });
});

test('a wrong sum ends in a mismatch with both sums and nothing under the final name', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: wrong });
  const view = await window.reaches(id, 'interrupted');
  expect(view.state).toMatchObject({ failure: { code: 'file-hash-mismatch' }, resume: 'user-restart' });
  expect(view.checksum).toMatchObject({
    verdict: 'mismatch',
    expected: { hex: wrong.slice(5) },
    computed: { hex: seededSum(1, size) },
  });
  expect(await harness.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
  await window.client.call.resumeAll();
  await window.client.call.setLimit({ id, limit: 1_000 });
  await window.shows(id, (now) => now.limit === 1_000);
  expect(window.view(id).state.kind).toBe('interrupted');
});

test('the right sum after a mismatch completes the download without a byte fetched', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: wrong });
  await window.reaches(id, 'interrupted');
  const { length } = server.requests;
  await window.client.call.setChecksum({ id, checksum: right });
  expect((await window.reaches(id, 'completed')).checksum.verdict).toBe('match');
  expect(server.requests.length).toBe(length);
  expect(await harness.files()).toEqual(['file.bin']);
});

test('after a mismatch a sum of another algorithm is compared with the kept bytes, right or wrong', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: wrong });
  await window.reaches(id, 'interrupted');
  const { length } = server.requests;
  await window.client.call.setChecksum({ id, checksum: '0'.repeat(32) });
  await window.shows(id, ({ checksum }) => checksum.computed?.algorithm === 'md5');
  expect(window.view(id)).toMatchObject({
    state: { kind: 'interrupted' },
    checksum: { verdict: 'mismatch' },
  });
  await window.client.call.setChecksum({ id, checksum: seededSum(1, size, 'sha256') });
  expect((await window.reaches(id, 'completed')).checksum.verdict).toBe('match');
  expect(server.requests.length).toBe(length);
  expect(await harness.files()).toEqual(['file.bin']);
});

test('a sum pasted after the end is compared with the finished file, which stays as it is', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder);
  expect((await window.reaches(id, 'completed')).checksum.verdict).toBe('none');
  const becomes = async (checksum: string, verdict: string): Promise<void> => {
    expect(await window.client.call.setChecksum({ id, checksum })).toMatchObject({ ok: true });
    await window.shows(id, (view) => view.checksum.verdict === verdict);
  };
  await becomes(right, 'match');
  await becomes(wrong, 'mismatch');
  await becomes(seededSum(1, size, 'md5'), 'match');
  await becomes('', 'none');
  expect(window.view(id).state.kind).toBe('completed');
  expect(await harness.files()).toEqual(['file.bin']);
});

test('a finished file that its owner changed or took away is never called verified', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { checksum: right });
  await window.reaches(id, 'completed');
  await writeFile(harness.path('file.bin'), 'x', { flag: 'a' });
  await window.client.call.setChecksum({ id, checksum: right });
  await window.shows(id, (view) => view.checksum.verdict === 'mismatch');
  await truncate(harness.path('file.bin'), size);
  await window.client.call.setChecksum({ id, checksum: right });
  await window.shows(id, (view) => view.checksum.verdict === 'match');
  await rm(harness.path('file.bin'));
  const gone = await window.client.call.setChecksum({ id, checksum: seededSum(1, size, 'md5') });
  expect(gone).toMatchObject({ ok: false, failure: { code: 'file-open' } });
  expect(window.view(id).checksum).toMatchObject({ verdict: 'match', expected: { algorithm: 'sha1' } });
});

test('a check of a finished file that the end of the program cut short is taken up at the next start', async () => {
  const long = 256 * mebibyte;
  const server = await harness.serve(startRangeServer({ size: long }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'completed');
  await window.client.call.setChecksum({ id, checksum: wrong });
  await harness.restart();
  const again = await harness.window();
  expect(again.view(id).checksum.verdict).toBe('pending');
  await again.shows(id, (view) => view.checksum.verdict === 'mismatch');
});
