import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';

const mebibyte = 1 << 20;
const size = 6 * mebibyte;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

test('how a download went, and which mirror brought what, is known after a new start', async () => {
  const servers = [
    await harness.serve(startRangeServer({ size, rate: mebibyte })),
    await harness.serve(startRangeServer({ size, rate: mebibyte })),
  ] as const;
  const [first, second] = servers;
  const window = await harness.window();
  const id = await window.add(first.url, harness.folder, { mirrors: [second.url], connections: 4 });
  await window.reaches(id, 'completed');
  const before = await window.client.call.watch({ id });
  if (!before.ok || before.value === null) throw new Error('It is not watched.');
  const { comparison } = before.value;
  const brought = before.value.sources.map(({ received }) => received);
  expect(brought.reduce((sum, bytes) => sum + bytes, 0)).toBe(size);

  await harness.restart();
  const again = await harness.window();
  const after = await again.client.call.watch({ id });
  if (!after.ok || after.value === null) throw new Error('It is not watched.');
  expect(after.value.comparison).toEqual(comparison);
  expect(after.value.sources.map(({ received }) => received)).toEqual(brought);
  const csv = await again.client.call.historyCsv();
  const [, row = ''] = csv.ok ? csv.value.split('\r\n') : [];
  expect(row).toMatch(/^file\.bin,/);
  expect(row).toContain(
    `${new URL(first.url).host}: ${brought[0]}; ${new URL(second.url).host}: ${brought[1]}`,
  );
});
