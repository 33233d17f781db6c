import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VerifyProgress } from '../../shared/contract/types.ts';
import { seededSum, writeSeededFile } from '../engine/testing/range-server/seeded-body.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const mebibyte = 1 << 20;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

async function begin(window: TestWindow, path: string, checksum: string): Promise<string> {
  const started = await window.client.call.verifyFile({ path, checksum });
  if (!started.ok) throw new Error(started.failure.code);
  return started.value.id;
}

async function endOf(window: TestWindow, id: string): Promise<VerifyProgress> {
  const ended = (): VerifyProgress | undefined =>
    window.verifications.find((progress) => progress.id === id && progress.done);
  await window.until(() => ended() !== undefined);
  const end = ended();
  if (end === undefined) throw new Error('It has not ended.');
  return end;
}

test('a file is hashed with progress, and match and mismatch tell both sums', async () => {
  const size = 512 * mebibyte;
  const path = harness.path('large.bin');
  writeSeededFile(path, 7, size);
  const [window, other] = [await harness.window(), await harness.window()];
  const hex = seededSum(7, size, 'sha256');
  const id = await begin(window, path, hex.toUpperCase());
  const end = await endOf(window, id);
  const sum = { algorithm: 'sha256', hex };
  expect(end).toEqual({ id, hashed: size, size, done: true, expected: sum, computed: sum, match: true });
  const steps = window.verifications.filter((progress) => !progress.done);
  expect(steps.length).toBeGreaterThan(0);
  for (const [index, step] of steps.entries()) {
    expect(step.size).toBe(size);
    expect(step.hashed).toBeGreaterThanOrEqual(steps[index - 1]?.hashed ?? 0);
    expect(step.hashed).toBeLessThanOrEqual(size);
  }
  expect(window.verifications.at(-1)).toBe(end);
  expect(other.verifications).toEqual([]);

  await writeFile(harness.path('empty.bin'), '');
  const wrong = await begin(window, harness.path('empty.bin'), `md5:${'0'.repeat(32)}`);
  expect(await endOf(window, wrong)).toMatchObject({
    match: false,
    expected: { hex: '0'.repeat(32) },
    computed: { hex: 'd41d8cd98f00b204e9800998ecf8427e' },
  });
});

test('a check that is cancelled ends as cancelled, once, and the file stays', async () => {
  const path = harness.path('large.bin');
  writeSeededFile(path, 7, 256 * mebibyte);
  const window = await harness.window();
  const id = await begin(window, path, seededSum(7, 1));
  await window.client.call.cancelVerify({ id });
  expect(await endOf(window, id)).toMatchObject({ done: true, failure: { code: 'cancelled' } });
  await window.client.call.cancelVerify({ id });
  expect(window.verifications.filter((progress) => progress.done).length).toBe(1);
  expect(await harness.files()).toEqual(['large.bin']);
});

test('a file that is missing, a folder and a text that is no sum are told apart', async () => {
  const window = await harness.window();
  const call = (path: string, checksum: string) => window.client.call.verifyFile({ path, checksum });
  const sum = seededSum(1, 1);
  expect(await call(harness.path('missing'), sum)).toMatchObject({ failure: { code: 'file-open' } });
  expect(await call(harness.folder, sum)).toMatchObject({ ok: false });
  expect(await call(harness.path('missing'), 'hello')).toMatchObject({ failure: { code: 'not-a-checksum' } });
});

test('the program ends while a file is checked', async () => {
  writeSeededFile(harness.path('large.bin'), 7, 256 * mebibyte);
  const window = await harness.window();
  await begin(window, harness.path('large.bin'), seededSum(7, 1));
  await harness.restart();
  expect((await harness.window()).order).toEqual([]);
});
