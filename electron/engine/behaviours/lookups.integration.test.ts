import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type LookupFunction } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpTransport } from '../adapters/http/transport.ts';
import { openHarness, type EngineHarness, type HarnessOptions } from './engine-harness.ts';

const crews = [1, 8] as const;
const size = 8 << 20;
let harness: EngineHarness;

afterEach(() => harness.close());

/** What a look-up of any name comes to; `call` counts from 1. */
type Answer = (call: number) => string | readonly { readonly address: string; readonly family: number }[];

/** An engine whose names are looked up by `answer`: addresses, or the code of an error. */
async function open(answer: Answer | null, options: HarnessOptions = {}): Promise<() => number> {
  let calls = 0;
  const lookup: LookupFunction = (name, asked, done) => {
    calls += 1;
    const answered = answer?.(calls) ?? null;
    if (answered === null) return;
    setImmediate(() => {
      if (typeof answered === 'string') done(Object.assign(new Error(name), { code: answered }), '', 4);
      else if (asked.all === true) done(null, [...answered]);
      else done(null, answered[0]?.address ?? '', answered[0]?.family ?? 4);
    });
  };
  const transport = createHttpTransport({ lookup });
  harness = await openHarness({
    timeout: 600,
    patience: 0,
    ...options,
    ports: (ports) => ({ ...ports, transport }),
  });
  return () => calls;
}

const here = [{ address: '127.0.0.1', family: 4 }];

/** The same server by a name. */
const named = (url: string): string => url.replace('127.0.0.1', 'files.example');

describe('D8: a name', () => {
  test.each(crews)('x %i, that nobody knows is told at once', async (connections) => {
    const calls = await open(() => 'ENOTFOUND', { speed: 1 });
    const began = performance.now();
    const end = await harness.fetch({ url: 'http://files.example/file.bin', connections });
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-name-unknown', files: [] });
    expect([calls(), performance.now() - began < 1_000]).toEqual([1, true]);
  });

  test.each(
    crews.flatMap((n) => ['EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT', 'EAI_FAIL'].map((c) => [n, c] as const)),
  )('x %i, whose look-up is flapping (%s): it is asked again', async (connections, code) => {
    await open((call) => (call % 3 === 0 ? here : code));
    const server = await harness.serve({ size });
    const end = await harness.fetch({ url: named(server.url), connections, body: { seed: 1, size } });
    expect(end).toMatchObject({ state: 'completed' });
  });

  test.each(crews)('x %i, that cannot be looked up in the middle, and then can', async (connections) => {
    let down = false;
    await open(() => (down ? 'EAI_AGAIN' : here));
    const server = await harness.serve({ size, fault: { kind: 'reset', at: 400_000 }, keepAlive: false });
    const download = harness.begin({ url: named(server.url), connections });
    await harness.until(() => download.view().received > 0, download);
    down = true;
    await harness.until(() => download.view().wait?.failure.code === 'network-name-lookup', download);
    expect(download.state.kind).toBe('downloading');
    down = false;
    expect((await harness.ended(download, { body: { seed: 1, size } })).state).toBe('completed');
  });

  test('that is never answered for: it ends with its name', async () => {
    await open(null);
    const end = await harness.fetch({ url: 'http://files.example/file.bin' });
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-timeout' });
  });

  test('without a resolver for long: as long as patience says, and no longer', async () => {
    await open(() => 'EAI_AGAIN', { patience: 60_000 });
    const end = await harness.fetch({ url: 'http://files.example/file.bin' });
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-patience' });
    expect(end.record.state).toMatchObject({
      failure: { facts: { seconds: 60, last: 'network-name-lookup' } },
    });
  });
});

/**
 * A port that takes no connection and refuses none: its queue is full, and nobody empties it. `close`
 * ends the process that holds it.
 */
async function blackHole(host: string, port: number): Promise<{ readonly close: () => Promise<void> }> {
  const text = `
    const net = require('node:net');
    const server = net.createServer();
    server.listen({ host: ${JSON.stringify(host)}, port: ${port}, backlog: 1 }, () => {
      // Nothing is ever accepted: the loop does not run again.
      require('node:fs').writeSync(1, 'ready');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child: ChildProcess = spawn(process.execPath, ['-e', text], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  if (child.stdout !== null) await once(child.stdout, 'data');
  // Two find a place in the queue; the others stay outside, as everybody after them.
  const fillers = Array.from({ length: 8 }, () => connect({ host, port }).on('error', () => undefined));
  await Promise.all(fillers.slice(0, 2).map((filler) => once(filler, 'connect')));
  return {
    async close() {
      for (const socket of fillers) socket.destroy();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('D9: a name with two addresses, of which the first is a black hole', () => {
  test.each(crews)('x %i, the other one is taken, and nobody waits for the first', async (connections) => {
    await open(() => [{ address: '::1', family: 6 }, ...here], { timeout: 30_000, speed: 1 });
    const server = await harness.serve({ size });
    const hole = await blackHole('::1', Number(new URL(server.origin).port));
    try {
      const began = performance.now();
      const end = await harness.fetch({ url: named(server.url), connections, body: { seed: 1, size } });
      expect(end).toMatchObject({ state: 'completed' });
      // A quarter of a second for a connection, three seconds where the machine is too busy for that.
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(end.download.sources[0]?.failures).toBe(0);
    } finally {
      await hole.close();
    }
  });
});
