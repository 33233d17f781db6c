import type { Clock } from '../ports/clock.ts';

interface Timer {
  readonly due: number;
  readonly action: () => void;
}

/** A clock that stands still until a test moves it, with chances that a test names. */
export class FakeClock implements Clock {
  #now = 0;
  #wall: number;
  #chances: readonly number[] = [0.5];
  #drawn = 0;
  readonly #timers = new Set<Timer>();

  /** `wall` in milliseconds since the epoch. */
  constructor(wall = Date.UTC(2026, 0, 1)) {
    this.#wall = wall;
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#wall;
  }

  after(delay: number, action: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, delay), action };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  random(): number {
    const chance = this.#chances[this.#drawn % this.#chances.length] ?? 0.5;
    this.#drawn += 1;
    return chance;
  }

  /** Goes on by `milliseconds` and runs what falls due, in order of time, then of setting. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#next();
      if (next === null || next.due > end) break;
      this.#moveTo(Math.max(this.#now, next.due));
      this.#timers.delete(next);
      next.action();
    }
    this.#moveTo(end);
  }

  /** As `advance`, but promises that timers settle run on between one timer and the next. */
  async advanceAsync(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const next = this.#next();
      if (next === null || next.due > end) break;
      this.advance(Math.max(0, next.due - this.#now));
      await settle();
    }
    this.#moveTo(end);
  }

  /** Time that passes while no timer can run: what falls due meanwhile runs when the clock goes on. */
  jump(milliseconds: number): void {
    this.#moveTo(this.#now + milliseconds);
  }

  /** The user sets the clock on the wall; the other one does not notice. */
  setWall(wall: number): void {
    this.#wall = wall;
  }

  /** What `random` gives from now on, over and over. Each in [0, 1). */
  setChances(...chances: readonly number[]): void {
    this.#chances = chances;
    this.#drawn = 0;
  }

  /** Timers that still wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  #next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (first === null || timer.due < first.due) first = timer;
    }
    return first;
  }

  #moveTo(time: number): void {
    this.#wall += time - this.#now;
    this.#now = time;
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
