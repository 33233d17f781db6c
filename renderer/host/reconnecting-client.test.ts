import { afterEach, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract/contract.ts';
import { ok } from '../../shared/model/result.ts';
import { memoryPorts } from '../../shared/wire/memory-port.ts';
import type { Port } from '../../shared/wire/port.ts';
import type { Handlers, Session } from '../../shared/wire/server.ts';
import { serve } from '../../shared/wire/server.ts';
import type { Client } from './client.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { reconnectingClient } from './reconnecting-client.ts';

type Host = Session<typeof contract>;
const silent = { warn: () => undefined, error: () => undefined };
const handlers = { cancelVerify: () => ok(null) } as unknown as Handlers<typeof contract>;

let client: Client | null = null;
afterEach(() => client?.close());

/** Plays a host that can be closed; `openable` says which attempts succeed. */
function playedHost(openable: readonly (boolean | 'refused')[]) {
  const hosts: Host[] = [];
  const waits: number[] = [];
  let attempt = 0;
  const opened = reconnectingClient({
    open(): Promise<Port | 'refused' | null> {
      const possible = openable[attempt] ?? false;
      attempt += 1;
      if (possible === 'refused') return Promise.resolve('refused');
      if (!possible) return attempt > openable.length ? new Promise(() => undefined) : Promise.resolve(null);
      const [near, far] = memoryPorts();
      hosts.push(serve(contract, handlers, far, { log: silent }));
      return Promise.resolve(near);
    },
    wait(milliseconds) {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0,
  });
  client = opened;
  const statuses: string[] = [];
  opened.onStatus((status) => statuses.push(status));
  return { client: opened, hosts, waits, statuses };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a client that reconnects', () => {
  it('answers connection-lost while there is no port, and the call itself when there is one', async () => {
    const { client: opened } = playedHost([true]);
    expect(await opened.call.cancelVerify({ id: 'x' })).toEqual({
      ok: false,
      failure: { code: 'connection-lost' },
    });
    await settled();
    expect(await opened.call.cancelVerify({ id: 'x' })).toEqual({ ok: true, value: null });
  });

  it('keeps its listeners over a reconnect and tells of both ends', async () => {
    const { client: opened, hosts, statuses } = playedHost([true, true]);
    const removed: (readonly string[])[] = [];
    opened.on('removed', (ids) => removed.push(ids));
    await settled();
    hosts[0]?.emit('removed', ['a']);
    await settled();
    hosts[0]?.close();
    await settled();
    hosts[1]?.emit('removed', ['b']);
    await settled();
    expect(removed).toEqual([['a'], ['b']]);
    expect(statuses).toEqual(['open', 'closed', 'open']);
  });

  it('waits longer with each failure in a row, and begins anew after success', async () => {
    const { hosts, waits } = playedHost([false, false, true, true]);
    await settled();
    hosts[0]?.close();
    await settled();
    expect(waits).toEqual([250, 500, 250]);
  });

  it('tells once that a host is there and does not know it, and goes on asking', async () => {
    const { statuses, waits } = playedHost([false, false, 'refused', 'refused', false, true]);
    await settled();
    expect(statuses).toEqual(['closed', 'refused', 'closed', 'open']);
    expect(waits).toHaveLength(5);
  });

  it('does not open another port once it is closed', async () => {
    const { client: opened, hosts } = playedHost([true, true]);
    await settled();
    opened.close();
    await settled();
    expect(hosts).toHaveLength(1);
  });
});

describe('the wait before the next attempt', () => {
  it('doubles from a quarter of a second to eight seconds, less up to a quarter', () => {
    expect([1, 2, 3, 6, 60].map((failures) => reconnectDelay(failures, 0))).toEqual([
      250, 500, 1_000, 8_000, 8_000,
    ]);
    expect(reconnectDelay(60, 1)).toBe(6_000);
  });
});
