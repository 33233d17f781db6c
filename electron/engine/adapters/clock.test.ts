import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('systemClock', () => {
  it('tells a time that never goes back, and the time of day', () => {
    const first = systemClock.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(first);
    expect(Math.abs(systemClock.wall() - Date.now())).toBeLessThan(60_000);
    expect(systemClock.random()).toBeLessThan(1);
  });

  it('waits as long as it was told, even longer than one timer can', () => {
    vi.useFakeTimers();
    const action = vi.fn();
    systemClock.after(60 * 24 * 3_600_000, action);
    vi.advanceTimersByTime(60 * 24 * 3_600_000 - 1);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('runs nothing that was taken back, also after the first of several timers', () => {
    vi.useFakeTimers();
    const action = vi.fn();
    const cancel = systemClock.after(2 ** 31 + 5, action);
    vi.advanceTimersByTime(2 ** 31);
    cancel();
    vi.advanceTimersByTime(2 ** 31);
    expect(action).not.toHaveBeenCalled();
  });
});
