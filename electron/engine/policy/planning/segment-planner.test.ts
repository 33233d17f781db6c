import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { totalLength } from '../../../../shared/model/byte-range.ts';
import { RangeSet } from '../ranges/range-set.ts';
import type { PlannerMediator } from './planner-mediator.ts';
import type { Lease } from './segment-planner.ts';
import { SegmentPlanner } from './segment-planner.ts';

const mib = 1_048_576;

/** Connections that a test sets: rates in bytes per second, silences in seconds. */
class Crew implements PlannerMediator {
  readonly rates: (number | null)[];
  readonly silences = new Map<number, number>();

  constructor(...rates: (number | null)[]) {
    this.rates = rates;
  }
  workers(): readonly number[] {
    return this.rates.map((_, index) => index + 1);
  }
  rate(worker: number): number | null {
    return this.rates[worker - 1] ?? null;
  }
  delay(): number {
    return 0.05;
  }
  hashes(): boolean {
    return true;
  }

  silence(worker: number): number {
    return this.silences.get(worker) ?? 0;
  }
}

function must(lease: Lease | null): Lease {
  if (lease === null) throw new Error('there is work, but none was lent');
  return lease;
}

describe('what is lent', () => {
  test('the first stretch is cut equally, from the front', () => {
    const planner = new SegmentPlanner([{ start: 0, end: 60 * mib }], new Crew(null, null, null));
    const leases = [1, 2, 3].map((worker) => must(planner.next(worker)));
    expect(leases.map(({ start, end }) => [start / mib, end / mib])).toEqual([
      [0, 20],
      [20, 40],
      [40, 60],
    ]);
  });

  test('an early one shares the segment with the most time left, not with the most bytes', () => {
    const crew = new Crew(mib, mib, mib);
    const planner = new SegmentPlanner([{ start: 0, end: 60 * mib }], crew);
    const [first, second, third] = [1, 2, 3].map((worker) => must(planner.next(worker)));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three');
    first.position = first.end;
    planner.release(first, 1);
    second.position += 8 * mib;
    crew.rates[1] = mib / 10;
    const shared = must(planner.next(1));
    expect(shared.end).toBe(40 * mib);
    expect(second.end).toBe(shared.start);
    // The slow one keeps what it brings until all end: 32 MiB at 2.1 MiB/s.
    expect((second.end - second.position) / mib).toBeCloseTo((0.1 * 32) / 2.1, 1);
    expect(third.end).toBe(60 * mib);
  });

  test('what is too small to share is hedged when its holder falls silent, and only once', () => {
    const crew = new Crew(mib, mib, mib);
    const planner = new SegmentPlanner([{ start: 0, end: 100_000 }], crew);
    const lease = must(planner.next(1));
    expect(planner.next(2)).toBeNull();
    crew.silences.set(1, 3);
    expect(planner.next(2)).toBe(lease);
    expect([...lease.holders]).toEqual([1, 2]);
    expect(planner.next(3)).toBeNull();
    planner.release(lease, 1);
    expect(planner.done).toBe(false);
    lease.position = lease.end;
    planner.release(lease, 2);
    expect(planner.done).toBe(true);
  });

  test('a lease that is claimed to its end and not let go of yet is no work for another', () => {
    const planner = new SegmentPlanner([{ start: 0, end: 8 * mib }], new Crew(mib, mib));
    const lease = must(planner.next(1));
    const rest = must(planner.next(2));
    lease.position = lease.end;
    rest.position = rest.end;
    planner.release(rest, 2);
    expect(planner.next(2)).toBeNull();
    expect(lease.end).toBe(4 * mib);
  });

  test('a connection a whole stretch behind shares its rest before a new stretch is lent', () => {
    const planner = new SegmentPlanner([{ start: 0, end: 2_048 * mib }], new Crew(mib, mib, mib));
    const slow = must(planner.next(1));
    const end = slow.end;
    let shared: Lease | null = null;
    for (let turn = 0; turn < 10 && shared === null; turn += 1) {
      const lease = must(planner.next(2));
      if (lease.end === end) shared = lease;
      lease.position = lease.end;
      planner.release(lease, 2);
    }
    expect(shared).not.toBeNull();
    expect(planner.unclaimed).toBeGreaterThan(slow.end - slow.position);
  });

  test('a stream is read on where work begins just there, and passes over what lies between', () => {
    const planner = new SegmentPlanner(
      [
        { start: 0, end: 10 },
        { start: 20, end: 30 },
      ],
      new Crew(mib),
    );
    expect(planner.nextAt(1, 5)).toBeNull();
    const first = must(planner.nextAt(1, 0));
    expect(first).toMatchObject({ start: 0, end: 10 });
    expect(planner.nextAt(1, 10)).toBeNull();
    expect(must(planner.nextFrom(1, 10))).toMatchObject({ start: 20, end: 30 });
    expect(planner.nextFrom(1, 30)).toBeNull();
  });
});

const hole = fc.tuple(fc.integer({ min: 1, max: 40 * mib }), fc.integer({ min: 1, max: 4 * mib }));
const action = fc.record({
  kind: fc.constantFrom('next', 'next', 'advance', 'advance', 'release', 'nextAt', 'nextFrom', 'silence'),
  worker: fc.integer({ min: 1, max: 5 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('in whatever order work is taken, brought and let go, each byte is claimed once and none is lost', () => {
  fc.assert(
    fc.property(
      fc.array(hole, { maxLength: 12 }),
      fc.array(fc.option(fc.integer({ min: 0, max: 1e8 })), { minLength: 5, maxLength: 5 }),
      fc.array(action, { maxLength: 120 }),
      (holes, rates, actions) => {
        const missing = layOut(holes);
        const walk = new RandomWalk(missing, new Crew(...rates));
        for (const { kind, worker, share } of actions) walk.act(kind, worker, share);
        walk.finish();
        expect(walk.claimed.ranges()).toEqual(missing);
      },
    ),
    { numRuns: 300 },
  );
});

/** Missing ranges one after the other: a length, then a gap. */
function layOut(holes: readonly (readonly [number, number])[]): ByteRange[] {
  let at = 0;
  return holes.map(([length, gap]) => {
    const range = { start: at, end: at + length };
    at += length + gap;
    return range;
  });
}

class RandomWalk {
  readonly claimed = new RangeSet();
  readonly #held = new Map<number, Lease>();
  readonly #planner: SegmentPlanner;
  readonly #missing: readonly ByteRange[];
  readonly #crew: Crew;

  constructor(missing: readonly ByteRange[], crew: Crew) {
    this.#missing = missing;
    this.#crew = crew;
    this.#planner = new SegmentPlanner(missing, crew);
  }

  act(kind: string, worker: number, share: number): void {
    const held = this.#held.get(worker);
    if (kind === 'silence') this.#crew.silences.set(worker, share * 20);
    else if (held === undefined) this.#take(kind, worker, share);
    else if (kind === 'advance') this.#advance(held, share);
    else if (kind === 'release') this.#release(worker, held);
    this.#check();
  }

  /** Everyone brings and takes until there is nothing left. */
  finish(): void {
    for (let turn = 0; !this.#planner.done; turn += 1) {
      if (turn > 10_000) throw new Error('the planner does not end');
      for (const worker of this.#crew.workers()) {
        const held = this.#held.get(worker) ?? this.#planner.next(worker);
        if (held === null) continue;
        this.#advance(held, 1);
        this.#release(worker, held);
      }
      this.#check();
    }
  }

  #take(kind: string, worker: number, share: number): void {
    const offset = Math.floor(share * (this.#missing.at(-1)?.end ?? 0));
    const lease =
      kind === 'nextAt'
        ? this.#planner.nextAt(worker, offset)
        : kind === 'nextFrom'
          ? this.#planner.nextFrom(worker, offset)
          : this.#planner.next(worker);
    if (lease !== null) this.#held.set(worker, lease);
  }

  #advance(lease: Lease, share: number): void {
    const to = lease.position + Math.ceil((lease.end - lease.position) * share);
    expect(this.claimed.add(lease.position, to)).toBe(to - lease.position);
    lease.position = to;
  }

  #release(worker: number, lease: Lease): void {
    this.#planner.release(lease, worker);
    this.#held.delete(worker);
  }

  #check(): void {
    expect(this.#planner.unclaimed).toBe(totalLength(this.#missing) - this.claimed.total);
    // One that has come to its end lies before the one that begins there.
    const leases = [...this.#planner.leases()].sort((a, b) => a.position - b.position || a.end - b.end);
    leases.forEach((lease, index) => {
      expect(Number.isSafeInteger(lease.end) && lease.position <= lease.end).toBe(true);
      expect(leases[index - 1]?.end ?? 0).toBeLessThanOrEqual(lease.position);
      expect(this.#missing.some((range) => range.start <= lease.start && lease.end <= range.end)).toBe(true);
    });
  }
}
