import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

/** A download that stopped because nobody listens at its address, and how to have somebody listen there. */
async function refused(window: TestWindow): Promise<[string, () => Promise<RangeServer>]> {
  const closed = await startRangeServer();
  await closed.close();
  const port = Number(new URL(closed.origin).port);
  const id = await window.add(closed.url, harness.folder);
  await window.reaches(id, 'interrupted');
  expect(window.view(id).state).toMatchObject({
    failure: { code: 'network-refused' },
    resume: 'auto-continue',
  });
  return [id, () => harness.serve(startRangeServer({ port }))];
}

test('D10: what a server refused goes on by itself when the machine wakes', async () => {
  const window = await harness.window();
  const [id, listen] = await refused(window);
  await listen();
  harness.app.wake();
  await window.reaches(id, 'completed');
});

test('what a server refused goes on by itself at the next start', async () => {
  const [id, listen] = await refused(await harness.window());
  await listen();
  await harness.restart();
  await (await harness.window()).reaches(id, 'completed');
});

test('D10: what waits for a person is left to them when the machine wakes', async () => {
  const server = await harness.serve(startRangeServer({ status: 404 }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'interrupted');
  const asked = server.requests.length;
  harness.app.wake();
  await harness.restart();
  const again = await harness.window();
  expect(again.view(id).state.kind).toBe('interrupted');
  expect(server.requests.length).toBe(asked);
});
