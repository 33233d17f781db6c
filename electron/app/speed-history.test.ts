import { describe, expect, it } from 'vitest';
import type { SpeedEvent } from '../../shared/contract/types.ts';
import type { Contract } from '../../shared/contract/contract.ts';
import type { Session } from '../../shared/wire/server.ts';
import { FakeClock } from '../engine/testing/fake-clock.ts';
import { SpeedHistory, type SpeedNow } from './speed-history.ts';

type Changing<T> = { -readonly [Name in keyof T]: T[Name] };

/** A program of these downloads, with one window that watches the first of them. */
function scene(downloads: Changing<SpeedNow>[]) {
  const clock = new FakeClock(0);
  const heard: SpeedEvent[] = [];
  const session: Session<Contract> = {
    seq: 0,
    emit: (_name, payload) => void heard.push(payload as SpeedEvent),
    onClose: () => undefined,
    close: () => undefined,
  };
  const windows = { sessions: () => [session], watchedBy: () => downloads[0]?.id ?? null };
  return { clock, heard, history: new SpeedHistory(() => downloads, windows, clock) };
}

describe('the history of speeds', () => {
  it('is sampled once a second while something runs, of each download and in total', () => {
    const a: Changing<SpeedNow> = { id: 'a', rate: 30, slots: [10, 20] };
    const b: Changing<SpeedNow> = { id: 'b', rate: 5, slots: [5] };
    const { clock, heard, history } = scene([a, b]);
    history.begin();
    history.begin();
    clock.advance(2_000);
    expect(heard).toHaveLength(2);
    expect(heard[1]).toEqual({
      total: { at: 2_000, rate: 35, slots: [] },
      download: { id: 'a', sample: { at: 2_000, rate: 30, slots: [10, 20] } },
    });
    expect(history.view('b').download?.samples.map(({ rate }) => rate)).toEqual([5, 5]);
    expect(history.view('c').download?.samples).toEqual([]);
    expect(history.view(null).download).toBeNull();
  });

  it('has a gap for a pause, and no timer while nothing runs', () => {
    const a: Changing<SpeedNow> = { id: 'a', rate: 30, slots: [30] };
    const { clock, history } = scene([a]);
    history.begin();
    clock.advance(1_000);
    a.rate = null;
    clock.advance(60_000);
    expect(clock.waiting).toBe(0);
    a.rate = 30;
    history.begin();
    clock.advance(1_000);
    const rates = [30, null, 30];
    expect(history.view('a').download?.samples.map(({ rate }) => rate)).toEqual(rates);
    expect(history.view(null).total.samples.map(({ rate }) => rate)).toEqual(rates);
  });

  it('forgets what was removed, and of many those that ran longest ago', () => {
    const downloads = Array.from({ length: 70 }, (_, n): Changing<SpeedNow> => {
      return { id: n.toString(), rate: n < 35 ? 1 : null, slots: [] };
    });
    const { clock, history } = scene(downloads);
    history.begin();
    clock.advance(1_000);
    for (const [n, download] of downloads.entries()) download.rate = n < 35 ? null : 1;
    clock.advance(1_000);
    const kept = downloads.filter(({ id }) => history.view(id).download?.samples.length !== 0);
    expect(kept.map(({ id }) => Number(id))).toEqual(Array.from({ length: 60 }, (_, n) => n + 10));
    downloads.pop();
    clock.advance(1_000);
    expect(history.view('69').download?.samples).toEqual([]);
  });
});
