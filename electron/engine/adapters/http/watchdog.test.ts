import { expect, test } from 'vitest';
import { Watchdog, type Timer } from './watchdog.ts';

/** A clock that stands until it is moved. */
class HandTimer implements Timer {
  #now = 0;
  #due: { at: number; action: () => void }[] = [];
  timersMade = 0;

  now(): number {
    return this.#now;
  }

  after(delay: number, action: () => void): () => void {
    const entry = { at: this.#now + delay, action };
    this.timersMade++;
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  get waiting(): number {
    return this.#due.length;
  }

  move(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#due.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((entry) => entry !== next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = end;
  }
}

function watched(): { timer: HandTimer; watchdog: Watchdog; expired: () => number } {
  const timer = new HandTimer();
  let count = 0;
  return { timer, watchdog: new Watchdog(timer, () => count++), expired: () => count };
}

test('it expires once, when it was not touched for its limit', () => {
  const { timer, watchdog, expired } = watched();
  watchdog.start(100);
  timer.move(100);
  expect(expired()).toBe(0);
  timer.move(1);
  expect(expired()).toBe(1);
  timer.move(1000);
  expect([expired(), timer.waiting]).toEqual([1, 0]);
});

test('touches put it off without a new timer for each', () => {
  const { timer, watchdog, expired } = watched();
  watchdog.start(100);
  for (let i = 0; i < 1000; i++) {
    timer.move(1);
    watchdog.touch();
  }
  expect(expired()).toBe(0);
  expect(timer.timersMade).toBeLessThan(20);
  timer.move(101);
  expect(expired()).toBe(1);
});

test('a touch between the expiry and the last look saves it', () => {
  const { timer, watchdog, expired } = watched();
  watchdog.start(100);
  timer.move(100);
  watchdog.touch();
  timer.move(50);
  expect(expired()).toBe(0);
});

test('stopped it never expires, and started again it counts from then', () => {
  const { timer, watchdog, expired } = watched();
  watchdog.start(100);
  timer.move(90);
  watchdog.stop();
  timer.move(1000);
  expect([expired(), timer.waiting]).toEqual([0, 0]);
  watchdog.start(100);
  timer.move(90);
  expect(expired()).toBe(0);
  timer.move(11);
  expect(expired()).toBe(1);
});
