import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHarness, type EngineHarness } from './engine-harness.ts';

let allowed = true;
let harness: EngineHarness;

beforeEach(async () => {
  allowed = true;
  harness = await openHarness({ allowsFolder: () => Promise.resolve(allowed) });
});
afterEach(() => harness.close());

const outside = { state: 'interrupted', code: 'file-open' };

test('H4: a download of an earlier start writes into no folder that this one may not write to', async () => {
  const server = await harness.serve({ size: 4 << 20, rate: 4 << 20 });
  await harness.fetchUntil(1 << 20, { url: server.url });
  allowed = false;
  const [download] = await harness.restart();
  if (download === undefined) throw new Error('The download is not on the list.');
  const requests = server.requests.length;
  const end = await harness.goOn(download);
  expect(end).toMatchObject(outside);
  expect(end.record.state).toMatchObject({ failure: { facts: { errno: 'outside-roots' } } });
  expect(server.requests.length).toBe(requests);
  allowed = true;
  server.behave({ rate: null });
  expect((await harness.goOn(download)).state).toBe('completed');
});

test('H4: nor are files deleted there', async () => {
  const server = await harness.serve({ size: 1_000 });
  const { download, name } = await harness.fetch({ url: server.url });
  allowed = false;
  await harness.engine.remove(download.id, true);
  expect(await harness.files()).toEqual([name]);
});
