import * as v from 'valibot';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { CallFailure } from '../contract/types.ts';
import { contract as realContract } from '../contract/contract.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { connect, type Client } from './client.ts';
import { memoryPorts } from './memory-port.ts';
import type { Port } from './port.ts';
import { serve, type Handlers, type WireLog } from './server.ts';

const contract = {
  calls: {
    nothing: { input: v.null(), output: null },
    double: { input: v.object({ n: v.number(), by: v.optional(v.number(), 2) }), output: 0 as number },
    break: { input: v.null(), output: null },
    never: { input: v.null(), output: null },
  },
  events: { tick: { payload: 0 as number }, said: { payload: '' as string } },
} as const;

const handlers: Handlers<typeof contract> = {
  nothing: () => ok(null),
  double: ({ n, by }) => (n > 100 ? fail({ code: 'not-found', facts: { n } }) : ok(n * by)),
  break: () => {
    throw new Error('secret in /home/someone');
  },
  never: () => new Promise(() => {}),
};

function recordingLog(): WireLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const record = (message: string, facts = {}) => void lines.push(`${message} ${JSON.stringify(facts)}`);
  return { lines, warn: record, error: record };
}

function start(own: Partial<Handlers<typeof contract>> = {}) {
  const [window, host] = memoryPorts();
  const log = recordingLog();
  const session = serve(contract, { ...handlers, ...own }, host, { log });
  return { client: connect(contract, window), session, log, window, host };
}

/** A window that sends frames by hand. */
function startRaw() {
  const [window, host] = memoryPorts();
  const log = recordingLog();
  serve(contract, handlers, host, { log });
  const frames: unknown[] = [];
  window.onFrame((frame) => void frames.push(frame));
  return { window, frames, log };
}

/** All that was sent before has arrived, been handled and been answered. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('calls', () => {
  test('a call gives its value, with the default of the schema filled in', async () => {
    const { client } = start();
    expect(await client.call.double({ n: 4 })).toEqual(ok(8));
    expect(await client.call.double({ n: 4, by: 3 })).toEqual(ok(12));
  });

  test('a call whose input is null may be made without one', async () => {
    const { client } = start();
    expect(await client.call.nothing()).toEqual(ok(null));
  });

  test('a failure comes back as a value, with its facts', async () => {
    const { client } = start();
    expect(await client.call.double({ n: 101 })).toEqual(fail({ code: 'not-found', facts: { n: 101 } }));
  });

  test('replies find their calls when they come in another order', async () => {
    const releases: (() => void)[] = [];
    const { client } = start({
      double: ({ n }) => new Promise((resolve) => releases.push(() => resolve(ok(n)))),
    });
    const both = [client.call.double({ n: 1 }), client.call.double({ n: 2 })];
    await settled();
    for (const release of releases.reverse()) release();
    expect(await Promise.all(both)).toEqual([ok(1), ok(2)]);
  });

  test('an input that the schema refuses is call-malformed and does not reach the handler', async () => {
    let reached = false;
    const { client, log } = start({
      double: () => {
        reached = true;
        return ok(0);
      },
    });
    const wrong = { n: 'four' } as unknown as { n: number };
    expect(await client.call.double(wrong)).toEqual(fail({ code: 'call-malformed' }));
    expect(reached).toBe(false);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).not.toContain('four');
  });

  test('a handler that throws is call-internal, and nothing of its text goes back', async () => {
    const { client, log } = start();
    const result = await client.call.break();
    expect(result).toEqual(fail({ code: 'call-internal' }));
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(log.lines[0]).toContain('"call":"break"');
  });

  test('a handler whose promise rejects is call-internal', async () => {
    const { client } = start({ nothing: () => Promise.reject(new Error('no')) });
    expect(await client.call.nothing()).toEqual(fail({ code: 'call-internal' }));
  });

  test('a handler whose value cannot be sent is call-internal, not a call without a reply', async () => {
    const { client } = start({ nothing: () => ok((() => {}) as unknown as null) });
    expect(await client.call.nothing()).toEqual(fail({ code: 'call-internal' }));
  });

  test('an input that cannot be sent is call-malformed', async () => {
    const { client } = start();
    const wrong = { n: () => {} } as unknown as { n: number };
    expect(await client.call.double(wrong)).toEqual(fail({ code: 'call-malformed' }));
  });

  test('calls that wait when the port closes, and calls after it, are connection-lost', async () => {
    const { client, host } = start();
    const waiting = client.call.never();
    await settled();
    host.close();
    expect(await waiting).toEqual(fail({ code: 'connection-lost' }));
    expect(await client.call.nothing()).toEqual(fail({ code: 'connection-lost' }));
  });

  test('a reply that is ready after the window has gone is dropped without harm', async () => {
    let release = () => {};
    const { client, log } = start({
      nothing: () => new Promise((resolve) => (release = () => resolve(ok(null)))),
    });
    const call = client.call.nothing();
    await settled();
    client.close();
    expect(await call).toEqual(fail({ code: 'connection-lost' }));
    release();
    await settled();
    expect(log.lines).toEqual([]);
  });
});

describe('frames by hand', () => {
  test.each(['unheardOf', 'toString', '__proto__', 'constructor', 'hasOwnProperty'])(
    'a call of %s is call-unknown',
    async (name) => {
      const { window, frames } = startRaw();
      window.send({ kind: 'call', id: 1, name, input: null });
      await settled();
      expect(frames).toEqual([{ kind: 'reply', id: 1, result: fail({ code: 'call-unknown' }) }]);
    },
  );

  test('a malformed frame with an id is answered with call-malformed', async () => {
    const { window, frames } = startRaw();
    window.send({ kind: 'call', id: 9, name: 5 });
    await settled();
    expect(frames).toEqual([{ kind: 'reply', id: 9, result: fail({ code: 'call-malformed' }) }]);
  });

  test.each([null, 'text', 5, [], {}, { kind: 'call', name: 'nothing' }, { id: -1 }, { id: 1.5 }])(
    'a frame without a usable id is logged and not answered: %j',
    async (frame) => {
      const { window, frames, log } = startRaw();
      window.send(frame);
      await settled();
      expect(frames).toEqual([]);
      expect(log.lines).toHaveLength(1);
    },
  );

  test('frames of the host that are no frames, or that answer nothing, leave the client as it is', async () => {
    const [window, host] = memoryPorts();
    const client = connect(contract, window);
    for (const frame of [null, 5, { kind: 'reply' }, { kind: 'reply', id: 77, result: ok(1) }, { seq: 1 }]) {
      host.send(frame);
    }
    let gaps = 0;
    client.onGap(() => (gaps += 1));
    const ticks: number[] = [];
    client.on('tick', (n) => void ticks.push(n));
    host.send({ kind: 'event', seq: 1, name: 'tick', payload: 3 });
    await settled();
    expect({ gaps, ticks }).toEqual({ gaps: 0, ticks: [3] });
  });
});

describe('events', () => {
  test('events arrive in order with their number, also those sent before the listener was set', async () => {
    const { client, session } = start();
    session.emit('tick', 1);
    const seen: unknown[] = [];
    client.on('tick', (n, seq) => void seen.push(['tick', n, seq]));
    client.on('said', (text, seq) => void seen.push(['said', text, seq]));
    session.emit('said', 'two');
    session.emit('tick', 3);
    await settled();
    expect(seen).toEqual([
      ['tick', 1, 1],
      ['said', 'two', 2],
      ['tick', 3, 3],
    ]);
    expect(session.seq).toBe(3);
  });

  test('a listener that was taken away hears no more', async () => {
    const { client, session } = start();
    const seen: number[] = [];
    const stop = client.on('tick', (n) => void seen.push(n));
    session.emit('tick', 1);
    await settled();
    stop();
    session.emit('tick', 2);
    await settled();
    expect(seen).toEqual([1]);
  });

  test('a hole in seq is told before the event after it, once', async () => {
    const [window, host] = memoryPorts();
    const client = connect(contract, window);
    const seen: unknown[] = [];
    client.onGap(() => void seen.push('gap'));
    client.on('tick', (n) => void seen.push(n));
    for (const seq of [1, 2, 5, 6]) host.send({ kind: 'event', seq, name: 'tick', payload: seq });
    await settled();
    expect(seen).toEqual([1, 2, 'gap', 5, 6]);
  });

  test('a first event that is not the first of the port is a gap', async () => {
    const [window, host] = memoryPorts();
    let gaps = 0;
    connect(contract, window).onGap(() => (gaps += 1));
    host.send({ kind: 'event', seq: 2, name: 'tick', payload: 0 });
    await settled();
    expect(gaps).toBe(1);
  });

  test('the host hears of the end of a window once, and what it emits afterwards goes nowhere', async () => {
    const { client, session } = start();
    let ends = 0;
    session.onClose(() => (ends += 1));
    client.close();
    client.close();
    await settled();
    session.emit('tick', 1);
    expect({ ends, seq: session.seq }).toEqual({ ends: 1, seq: 0 });
  });
});

test('types follow the contract, and a port needs no more than its four functions', () => {
  type Calls = Client<typeof contract>['call'];
  expectTypeOf<Calls['double']>().parameters.toEqualTypeOf<
    [{ readonly n: number; readonly by?: number | undefined }]
  >();
  expectTypeOf<Calls['double']>().returns.toEqualTypeOf<Promise<Result<number, CallFailure>>>();
  expectTypeOf<Calls['nothing']>().parameters.toEqualTypeOf<[input?: null]>();
  expectTypeOf<Parameters<Handlers<typeof contract>['double']>[0]>().toEqualTypeOf<{
    n: number;
    by: number;
  }>();

  type Real = Client<typeof realContract>['call'];
  expectTypeOf<Awaited<ReturnType<Real['verifyFile']>>>().toEqualTypeOf<
    Result<{ readonly id: string }, CallFailure>
  >();
  expectTypeOf<Real>().not.toHaveProperty('unheardOf');

  const port: Port = { send() {}, onFrame() {}, onClose() {}, close() {} };
  expect(Object.keys(connect(realContract, port).call)).toEqual(Object.keys(realContract.calls));
});
