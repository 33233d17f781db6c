import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { rangeLength, totalLength } from '../../../shared/model/byte-range.ts';
import { RangeSet } from '../policy/ranges/range-set.ts';
import { SegmentPlanner } from '../policy/planning/segment-planner.ts';
import { slowConnections } from '../policy/planning/slow-connection.ts';
import { SimulatedLine, type SimulatedConnection } from './simulated-line.ts';

export interface PlannerSimulation {
  readonly size: number;
  /** Half-open ranges that are missing; the whole where it is not given. */
  readonly missing?: readonly ByteRange[];
  readonly connections: readonly SimulatedConnection[];
  /** Bytes per second that the way to the servers bears in all. */
  readonly total?: number;
  /** Bytes per second that are hashed behind the frontier; at once where it is not given. */
  readonly hashRate?: number;
  /** Whether it is hashed at all; it is where this is not given. */
  readonly hashing?: boolean;
}

export interface SimulationOutcome {
  readonly seconds: number;
  readonly requests: number;
  /** Requests for bytes that another connection was asked for as well. */
  readonly hedges: number;
  /** Bytes not hashed yet when the last of them comes; nothing is hashed across a gap. */
  readonly leftToHash: number;
}

/** Seconds. */
const tick = 0.25;
const silenceMost = 15;
const secondsMost = 1e4;
const replacementsMost = 2;

/**
 * Walks the planner through a download as the engine would use it: idle connections ask four times a
 * second and whenever a lease has ended, a stream that runs on takes what lies there, slow ones
 * are replaced, silent ones given up after 15 s. Time jumps from one event to the next. A byte claimed
 * twice, leases that overlap, a byte lost and a walk that does not end are thrown as errors.
 */
export function simulatePlanner(options: PlannerSimulation): SimulationOutcome {
  const missing = options.missing ?? [{ start: 0, end: options.size }];
  const received = new RangeSet();
  received.add(0, options.size);
  for (const range of missing) received.remove(range.start, range.end);
  const walk = new Walk(options, received, missing);
  return walk.run();
}

class Walk {
  readonly #options: PlannerSimulation;
  readonly #received: RangeSet;
  readonly #lines: readonly SimulatedLine[];
  readonly #planner: SegmentPlanner;
  #now = 0;
  #hedges = 0;
  #hashed = 0;

  constructor(options: PlannerSimulation, received: RangeSet, missing: readonly ByteRange[]) {
    this.#options = options;
    this.#received = received;
    this.#lines = options.connections.map((connection, index) => new SimulatedLine(index + 1, connection));
    this.#planner = new SegmentPlanner(missing, {
      workers: () => this.#lines.map((line) => line.slot),
      rate: (slot) => this.#lines[slot - 1]?.measured(this.#now) ?? null,
      delay: (slot) => this.#lines[slot - 1]?.delay ?? 0,
      silence: (slot) => this.#lines[slot - 1]?.silence(this.#now) ?? 0,
      hashes: () => options.hashing ?? true,
    });
    expectEqual(this.#planner.unclaimed, totalLength(missing), 'missing at first');
  }

  run(): SimulationOutcome {
    this.#openFirst();
    while (this.#received.total < this.#options.size) {
      if (this.#now > secondsMost) throw new Error('the download does not end');
      this.#assign();
      this.#check();
      const { frontier } = this.#received;
      const seconds = this.#untilNextEvent();
      this.#advance(seconds);
      this.#hashed = Math.min(frontier, this.#hashed + seconds * (this.#options.hashRate ?? Infinity));
      this.#settle();
    }
    expectEqual(this.#planner.unclaimed, 0, 'unclaimed at the end');
    if (!this.#planner.done || this.#planner.next(1) !== null) throw new Error('work is left after the end');
    return {
      seconds: this.#now,
      requests: this.#lines.reduce((sum, line) => sum + line.requests, 0),
      hedges: this.#hedges,
      leftToHash: this.#options.size - this.#hashed,
    };
  }

  /** The probe's reply is there at the start and reaches to the end of the file. */
  #openFirst(): void {
    const [first] = this.#lines;
    const lease = this.#planner.nextFrom(1, 0);
    if (first === undefined || lease === null) return;
    first.ask(lease, 0);
    first.open(0, this.#options.size);
  }

  #assign(): void {
    for (const line of this.#lines) {
      if (line.state !== 'idle') continue;
      const lease = this.#planner.next(line.slot);
      if (lease === null) continue;
      if (lease.holders.size > 1) this.#hedges += 1;
      line.ask(lease, this.#now);
    }
  }

  #untilNextEvent(): number {
    let next = (Math.floor(this.#now / tick + 1e-9) + 1) * tick;
    const share = this.#share();
    for (const line of this.#lines) next = Math.min(next, line.nextEvent(this.#now, share));
    return Math.max(1e-9, next - this.#now);
  }

  /** Part of its own rate that each connection gets, where the way is too narrow for all. */
  #share(): number {
    const wanted = this.#lines.reduce((sum, line) => sum + line.flow(this.#now), 0);
    return wanted === 0 ? 1 : Math.min(1, (this.#options.total ?? Infinity) / wanted);
  }

  #advance(seconds: number): void {
    const share = this.#share();
    for (const line of this.#lines) {
      const claimed = line.advance(this.#now, seconds, share);
      if (claimed === null) continue;
      const fresh = this.#received.add(claimed.start, claimed.end);
      expectEqual(fresh, rangeLength(claimed), `claimed at ${claimed.start}`);
    }
    this.#now += seconds;
  }

  #settle(): void {
    for (const line of this.#lines) {
      const { lease } = line;
      if (lease !== null && lease.position >= lease.end) this.#goOn(line);
      else if (line.isBroken(this.#now)) line.fail(this.#planner, this.#now);
      else if (line.silence(this.#now) >= silenceMost) line.fail(this.#planner, this.#now);
      else line.settle(this.#now);
    }
    this.#replaceSlow();
  }

  /** The lease is done: the stream goes on where there is work just there, else the line is idle. */
  #goOn(line: SimulatedLine): void {
    const next = line.runsOn ? this.#planner.nextAt(line.slot, line.at) : null;
    if (next === null) line.leave(this.#planner, this.#now);
    else line.readOn(this.#planner, next);
  }

  #replaceSlow(): void {
    for (const source of new Set(this.#lines.map((line) => line.source))) {
      const lines = this.#lines.filter((line) => line.source === source && line.state === 'receiving');
      const speeds = lines.map((line) => ({
        slot: line.slot,
        rate: line.measured(this.#now) ?? 0,
        age: line.age(this.#now),
      }));
      for (const slot of slowConnections(speeds)) {
        const line = this.#lines[slot - 1];
        if (line !== undefined && line.replaced < replacementsMost) line.replace(this.#planner, this.#now);
      }
    }
  }

  #check(): void {
    const leases = [...this.#planner.leases()].sort((a, b) => a.position - b.position);
    leases.forEach((lease, index) => {
      const before = leases[index - 1];
      if (before !== undefined && before.end > lease.position) throw new Error('leases overlap');
      if (lease.position < lease.end && this.#received.gaps(lease.position, lease.end).length !== 1)
        throw new Error('a lease spans what is there');
    });
    expectEqual(this.#planner.unclaimed, this.#options.size - this.#received.total, 'unclaimed');
  }
}

function expectEqual(found: number, expected: number, what: string): void {
  if (found !== expected) throw new Error(`${what}: ${found}, not ${expected}`);
}
