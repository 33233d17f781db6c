import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHarness, type EngineHarness } from './engine-harness.ts';

let harness: EngineHarness;

beforeEach(async () => {
  // A minute of the engine is 0.3 s.
  harness = await openHarness({ speed: 200 });
});
afterEach(() => harness.close());

test('the stream of a probe that nobody added is closed after a minute', async () => {
  const server = await harness.serve({ size: 64 << 20 });
  const found = await harness.engine.probe(new URL(server.url));
  expect(found).toMatchObject({ ok: true, value: { resource: { name: 'file.bin', size: 64 << 20 } } });
  expect(server.stats.open).toBe(1);
  await server.until(({ open }) => open === 0, 3_000);
  await harness.engine.probe(new URL(server.url));
  expect(server.requests.length).toBe(2);
});

test('a download that is added while its probe is on its way to a 404 is not asked for twice', async () => {
  const server = await harness.serve({ status: 404, firstByteDelay: 200 });
  const probing = harness.engine.probe(new URL(server.url));
  const end = await harness.fetch({ url: server.url });
  expect(end).toMatchObject({ state: 'interrupted', code: 'server-not-found', requests: 1, files: [] });
  expect(await probing).toMatchObject({ ok: false });
  expect(server.requests).toHaveLength(1);
  // Once more when a person says so.
  await harness.goOn(end.download);
  expect(server.requests).toHaveLength(2);
});

test('a probe that failed is not kept: the next one asks again', async () => {
  const server = await harness.serve({ rules: [{ when: { to: 1 }, use: { status: 404 } }] });
  const url = new URL(server.url);
  expect(await harness.engine.probe(url)).toMatchObject({ ok: false, failure: { code: 'server-not-found' } });
  expect(await harness.engine.probe(url)).toMatchObject({ ok: true });
});

test('a download with headers of its own does not go on with a probe that was sent without them', async () => {
  const server = await harness.serve();
  await harness.engine.probe(new URL(server.url));
  const end = await harness.fetch({ url: server.url, headers: [['X-Key', 'k']] });
  expect(end).toMatchObject({ state: 'completed', requests: 1 });
  expect(server.requests.map(({ headers }) => headers['x-key'])).toEqual([undefined, 'k']);
});

test('a probe goes to one download: the second of the same address asks for itself', async () => {
  const server = await harness.serve();
  const found = await harness.engine.probe(new URL(server.url));
  const add = (name: string) =>
    harness.engine.add({
      url: new URL(server.url),
      folder: harness.folder,
      name,
      connections: 1,
      ...(found.ok ? { probe: found.value.token } : {}),
    });
  for (const download of [add('one'), add('two')])
    expect((await harness.ended(download)).state).toBe('completed');
  expect(server.requests.length).toBe(2);
});

test('pausing closes the probe that waits for its download, also one that is not answered yet', async () => {
  const server = await harness.serve({ firstByteDelay: 60_000 });
  const probing = harness.engine.probe(new URL(server.url));
  await server.until(({ requests }) => requests.length === 1);
  const download = harness.begin({ url: server.url });
  await harness.engine.pause(download.id);
  expect(download.state.kind).toBe('paused');
  await server.until(({ open }) => open === 0, 3_000);
  expect(await probing).toMatchObject({ ok: false, failure: { code: 'user-stopped' } });
});

test('a probe of a download whose bytes are there already is closed', async () => {
  const size = 8 << 20;
  const server = await harness.serve({ size, rate: 16 << 20 });
  const first = await harness.fetchUntil(2 << 20, { url: server.url });
  await harness.engine.remove(first.id, false);
  await harness.engine.probe(new URL(server.url));
  const end = await harness.fetch({ url: server.url });
  expect(end.state).toBe('completed');
  expect(server.stats.active).toBe(0);
});
