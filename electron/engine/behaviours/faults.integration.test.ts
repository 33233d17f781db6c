import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault, Rule } from '../testing/range-server/range-server-options.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const crews = [1, 8] as const;
let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ timeout: 400, patience: 0 });
});
afterEach(() => harness.close());

/** The fault befalls one request: the first, and where others are at work, one of theirs. */
function once(connections: number, fault: Fault): Rule[] {
  const number = connections === 1 ? 1 : 3;
  return [{ when: { from: number, to: number }, use: { fault } }];
}

/** Enough for every connection to have its part. */
function sizeFor(connections: number): number {
  return connections === 1 ? 2 << 20 : 12 << 20;
}

const places = [0, 1, 'before-head', 'in-head', 'mid', -1] as const;
const ends = ['reset', 'close'] as const;
const cuts = crews.flatMap((connections) =>
  ends.flatMap((kind) => places.map((place) => [connections, kind, place] as const)),
);

describe('D1: a connection that breaks', () => {
  test.each(cuts)('x %i, %s at %s: its segment goes on from there', async (connections, kind, place) => {
    const at = place === 'mid' ? 100_000 : place;
    const size = sizeFor(connections);
    const server = await harness.serve({ size, rules: once(connections, { kind, at }) });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end).toMatchObject({ state: 'completed', name: 'file.bin' });
    const broken = server.requests[connections === 1 ? 0 : 2];
    expect(broken?.end).toBe('fault');
    if (connections > 1) return;
    const next = server.requests[1]?.range;
    const sent = typeof at === 'number' ? (at < 0 ? size + at : at) : 0;
    // A reset may take bytes with it that were on their way; an orderly end does not.
    if (kind === 'close') expect(next?.first).toBe(sent);
    else expect(next?.first).toBeLessThanOrEqual(sent);
    expect([server.requests.length, end.refetched]).toEqual([2, 0]);
    expect(server.bytesSent - size).toBe(sent - (next?.first ?? 0));
  });
});

describe('D2: a connection that falls silent', () => {
  test.each(crews)('x %i: it is replaced after the timeout, and its bytes are kept', async (connections) => {
    const fault = { kind: 'stall', at: 100_000 } as const;
    const server = await harness.serve({ size: sizeFor(connections), rules: once(connections, fault) });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    const stalled = server.requests[connections === 1 ? 0 : 2];
    expect(stalled).toMatchObject({ sent: 100_000, end: 'client-closed' });
    expect((stalled?.endedAt ?? 0) - (stalled?.startedAt ?? 0)).toBeLessThan(1_500);
    if (connections === 1) expect(server.requests[1]?.range?.first).toBe(100_000);
  });
});

test('D3: a connection at one byte a second gives its range up to the others', async () => {
  const rules = [{ when: { from: 3, to: 3 }, use: { rate: 1 } }];
  const server = await harness.serve({ size: 8 << 20, rate: 1 << 20, rules });
  const began = performance.now();
  const end = await harness.fetch({ url: server.url, connections: 8 });
  expect(end.state).toBe('completed');
  expect(server.requests[2]?.sent).toBeLessThan(100);
  expect(performance.now() - began).toBeLessThan(5_000);
});

describe('D4: a server that takes the connection and never answers', () => {
  const silent: Fault = { kind: 'stall', at: 'before-head' };

  test.each(crews)('x %i, once: another request is answered', async (connections) => {
    const server = await harness.serve({ size: sizeFor(connections), rules: once(connections, silent) });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    const unanswered = server.requests[connections === 1 ? 0 : 2];
    expect(unanswered).toMatchObject({ sent: 0, end: 'client-closed' });
  });

  test.each(crews)('x %i, from some byte on: it ends with its name, and what came is kept', async (n) => {
    const size = sizeFor(n);
    const server = await harness.serve({ size, fault: { kind: 'close', at: 100_000 } });
    server.setRules([{ when: { from: 2 }, use: { fault: silent } }]);
    const end = await harness.fetch({ url: server.url, connections: n });
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-timeout' });
    expect(end.record.received).toBe(100_000);
    server.setRules([]);
    server.behave({ fault: null });
    expect((await harness.goOn(end.download)).state).toBe('completed');
    expect(server.requests.some(({ range, sent }) => range?.first === 0 && sent > 100_000)).toBe(false);
  });

  test('always: it ends with its name', async () => {
    const server = await harness.serve({ fault: silent });
    const end = await harness.fetch({ url: server.url });
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-timeout', files: [] });
  });
});

test.each(crews)(
  'D5: x %i, a kept connection that the server has closed is no failure',
  async (connections) => {
    const server = await harness.serve({ size: sizeFor(connections), closeReused: true });
    for (const name of ['one', 'two', 'three']) {
      const end = await harness.fetch({ url: `${server.origin}/${name}`, connections });
      expect(end).toMatchObject({ state: 'completed', name });
      expect(end.download.sources[0]?.failures).toBe(0);
    }
    // It did come to that.
    expect(server.requests.some(({ end, sent }) => end === 'fault' && sent === 0)).toBe(true);
  },
);

describe('D7: a server that drops every connection', () => {
  test.each(crews)('x %i, after so many bytes: each that brought some counts anew', async (connections) => {
    const server = await harness.serve({ size: 2 << 20, fault: { kind: 'reset', at: 150_000 } });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect(server.requests.length).toBeGreaterThan(11);
  });

  test.each(crews)('x %i, after so long', async (connections) => {
    const server = await harness.serve({ size: sizeFor(connections), dropAfter: 60, rate: 2 << 20 });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    if (connections === 1) expect(server.requests.length).toBeGreaterThan(8);
  });

  test.each(crews)('x %i, before a byte: it ends with its name', async (connections) => {
    const size = sizeFor(connections);
    const server = await harness.serve({ size, fault: { kind: 'close', at: 100_000 } });
    server.setRules([{ when: { from: 2 }, use: { fault: { kind: 'reset', at: 0 } } }]);
    const end = await harness.fetch({ url: server.url, connections });
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-reset' });
    expect(server.requests.length).toBeLessThanOrEqual(1 + 6 * connections * connections);
    expect(end.files).toHaveLength(2);
  });
});
