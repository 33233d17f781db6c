import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHarness, type EngineHarness } from './engine-harness.ts';
let harness: EngineHarness;
beforeEach(async () => { harness = await openHarness(); });
afterEach(() => harness.close());
test.each([1, 8])('A1: x %i', async (connections) => {
  const server = await harness.serve({ acceptRanges: null, size: 8 << 20, rate: 20_000_000 });
  const end = await harness.fetch({ url: server.url, connections });
  expect(end).toMatchObject({ state: 'completed', refetched: 0 });
  expect(server.maxConcurrent).toBe(connections);
});
