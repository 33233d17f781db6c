import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract/contract.ts';
import type { Snapshot } from '../../shared/contract/types.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { Client, WireStatus } from '../host/client.ts';
import { selectOnly } from './selection.ts';
import { startSession } from './session.ts';
import { firstState, selectWhenThere, setSelection, useStore } from './store.ts';
import { testingDownload } from './testing-download.ts';

const settings = { ...defaultSettings, folder: '/downloads' };
const a = testingDownload({ id: 'a' });
const b = testingDownload({ id: 'b' });

/** A client that a test plays by hand: calls wait for `answer`, events are told by `tell`. */
function playedClient() {
  const listeners = new Map<string, (payload: unknown, seq: number) => void>();
  const calls: { name: string; input: unknown; answer: (value: unknown) => void }[] = [];
  let status: (status: WireStatus) => void = () => undefined;
  const call = Object.fromEntries(
    Object.keys(contract.calls).map((name) => [
      name,
      (input: unknown) => new Promise((answer) => calls.push({ name, input, answer })),
    ]),
  );
  const client = {
    call,
    on(name: string, listener: (payload: unknown, seq: number) => void) {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    onStatus(listener: (status: WireStatus) => void) {
      status = listener;
      return () => undefined;
    },
    close: () => undefined,
  } as unknown as Client;

  return {
    client,
    calls,
    setStatus: (next: WireStatus) => status(next),
    tell: (name: string, payload: unknown, seq: number) => listeners.get(name)?.(payload, seq),
    /** Answers the newest call of this name and lets what waits for it go on. */
    async answer(name: string, value: unknown) {
      calls.findLast((one) => one.name === name)?.answer({ ok: true, value });
      await Promise.resolve();
      await Promise.resolve();
    },
    count: (name: string) => calls.filter((one) => one.name === name).length,
  };
}

const speedLimit = { mode: 'limited', limit: 0, until: null, room: null } as const;
const snapshot = (seq: number, downloads = [a, b]): Snapshot => ({
  seq,
  downloads,
  settings,
  speedLimit,
  queues: [],
  afterAll: { action: 'nothing', due: null },
});
const idsShown = () => [...useStore.getState().library.keys()];

let stop: () => void = () => undefined;

beforeEach(() => useStore.setState(firstState, true));
afterEach(() => stop());

describe('the session', () => {
  it('is open only once the snapshot is there', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    expect(useStore.getState().connection).toBe('starting');
    await host.answer('snapshot', snapshot(0));
    expect(useStore.getState().connection).toBe('open');
    expect(idsShown()).toEqual(['a', 'b']);
  });

  it('applies events that overtook the snapshot after it, and those it includes not twice', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    host.tell('changed', [{ id: 'a', received: 100 }], 3);
    host.tell('changed', [{ id: 'a', received: 200 }], 5);
    host.tell('removed', ['b'], 4);
    await host.answer('snapshot', snapshot(4));
    expect(useStore.getState().library.get('a')?.received).toBe(200);
    expect(idsShown()).toEqual(['a', 'b']);
  });

  it('takes a new snapshot after a gap and forgets what is no longer there', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    await host.answer('snapshot', snapshot(0));
    host.setStatus('gap');
    expect(host.count('snapshot')).toBe(2);
    await host.answer('snapshot', snapshot(9, [b]));
    expect(idsShown()).toEqual(['b']);
  });

  it('says that the connection is lost until a new snapshot is there', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    await host.answer('snapshot', snapshot(0));
    host.setStatus('closed');
    expect(useStore.getState().connection).toBe('lost');
    host.setStatus('open');
    expect(useStore.getState().connection).toBe('lost');
    await host.answer('snapshot', snapshot(0));
    expect(useStore.getState().connection).toBe('open');
  });

  it('does not take the late answer of a connection that is gone', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    const old = host.calls.find((one) => one.name === 'snapshot');
    host.setStatus('closed');
    old?.answer({ ok: true, value: snapshot(0) });
    await Promise.resolve();
    await Promise.resolve();
    expect(useStore.getState().connection).toBe('lost');
    expect(idsShown()).toEqual([]);
  });

  it('watches the one selected download, and shows no detail of another', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    await host.answer('snapshot', snapshot(0));
    setSelection(selectOnly('a'));
    setSelection(selectOnly('b'));
    expect(host.calls.filter(({ name }) => name === 'watch').map(({ input }) => input)).toEqual([
      { id: 'a' },
      { id: 'b' },
    ]);
    host.tell('detail', { id: 'a' }, 1);
    expect(useStore.getState().detail).toBeNull();
    await host.answer('watch', { id: 'b' });
    expect(useStore.getState().detail?.id).toBe('b');
  });

  it('watches anew after a reconnect, because the host has forgotten', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    await host.answer('snapshot', snapshot(0));
    setSelection(selectOnly('a'));
    host.setStatus('closed');
    host.setStatus('open');
    await host.answer('snapshot', snapshot(0));
    expect(host.count('watch')).toBe(2);
  });

  it('opens the Add dialog with links that were handed over', () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.tell('offered', { text: 'https://files.example/x' }, 1);
    expect(useStore.getState().dialog).toEqual({ kind: 'add', text: 'https://files.example/x' });
  });

  it('selects an added download when its row comes', async () => {
    const host = playedClient();
    stop = startSession(host.client);
    host.setStatus('open');
    await host.answer('snapshot', snapshot(0, [a]));
    selectWhenThere('b', true);
    expect(useStore.getState().selection.ids.size).toBe(0);
    host.tell('changed', [b], 1);
    expect([...useStore.getState().selection.ids]).toEqual(['b']);
  });
});
