import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { RateEstimator } from '../policy/planning/rate-estimator.ts';
import type { Lease, SegmentPlanner } from '../policy/planning/segment-planner.ts';

/** How one connection of a simulation behaves. Rates are bytes per second, times seconds. */
export interface SimulatedConnection {
  readonly rate: number;
  /** From a request to its first byte; a new connection takes it twice. */
  readonly delay?: number;
  /** Number of its source: connections of one source are compared with each other. */
  readonly source?: number;
  /** Its rate from a moment on, ascending; 0 is silence without an end. */
  readonly changes?: readonly { readonly at: number; readonly rate: number }[];
  /** Moments at which it is reset, ascending. */
  readonly breaks?: readonly number[];
}

const retryDelay = 0.2;
/** A rate is believed when it was measured for so long. */
const measuredAfter = 0.3;

/** One connection of a simulation, with the states of the engine's worker. */
export class SimulatedLine {
  readonly slot: number;
  readonly #connection: SimulatedConnection;
  state: 'idle' | 'connecting' | 'receiving' | 'waiting' = 'idle';
  lease: Lease | null = null;
  /** Offset of the stream's next byte, and where the reply ends. */
  at = 0;
  requests = 0;
  replaced = 0;
  #streamEnd = 0;
  /** Part of a byte on its way. */
  #carry = 0;
  #fresh = true;
  #due = 0;
  #since = 0;
  #lastByteAt = 0;
  #breaks: readonly number[];
  #rate: RateEstimator | null = null;
  #lastRate: number | null = null;

  constructor(slot: number, connection: SimulatedConnection) {
    this.slot = slot;
    this.#connection = connection;
    this.#breaks = connection.breaks ?? [];
  }

  get delay(): number {
    return this.#connection.delay ?? 0.05;
  }

  get source(): number {
    return this.#connection.source ?? 0;
  }

  /** Whether its reply goes on beyond where it stands. */
  get runsOn(): boolean {
    return this.state === 'receiving' && this.at < this.#streamEnd;
  }

  /** Bytes per second that it could bring now. */
  flow(now: number): number {
    return this.state === 'receiving' ? this.#rateAt(now) : 0;
  }

  /** As the engine's worker measures it: from this request, or the one before while it is young. */
  measured(now: number): number | null {
    if (this.#rate === null || now - this.#since < measuredAfter) return this.#lastRate;
    return this.#rate.rate(now * 1_000);
  }

  /** Milliseconds since the reply. */
  age(now: number): number {
    return this.state === 'receiving' ? (now - this.#since) * 1_000 : 0;
  }

  silence(now: number): number {
    return this.state === 'connecting' || this.state === 'receiving' ? now - this.#lastByteAt : 0;
  }

  isBroken(now: number): boolean {
    const [first] = this.#breaks;
    if (first === undefined || first > now + 1e-9) return false;
    this.#breaks = this.#breaks.slice(1);
    return this.state === 'receiving' || this.state === 'connecting';
  }

  ask(lease: Lease, now: number): void {
    this.lease = lease;
    this.state = 'connecting';
    this.requests += 1;
    this.at = lease.position;
    this.#streamEnd = lease.end;
    this.#carry = 0;
    this.#due = now + this.delay * (this.#fresh ? 2 : 1);
    this.#lastByteAt = now;
    this.#fresh = false;
  }

  /** The reply is there, and ends at `streamEnd`. */
  open(now: number, streamEnd = this.#streamEnd): void {
    this.state = 'receiving';
    this.#streamEnd = streamEnd;
    this.#since = now;
    this.#lastByteAt = now;
    this.#rate = new RateEstimator(now * 1_000);
  }

  nextEvent(now: number, share: number): number {
    let next = Infinity;
    for (const { at } of this.#connection.changes ?? []) if (at > now + 1e-9) next = Math.min(next, at);
    const [broken] = this.#breaks;
    if (broken !== undefined && broken > now) next = Math.min(next, broken);
    if (this.state === 'waiting' || this.state === 'connecting') {
      if (this.#due > now) next = Math.min(next, this.#due);
    } else if (this.lease !== null && this.flow(now) > 0) {
      next = Math.min(next, now + (this.lease.end - this.at - this.#carry) / (this.flow(now) * share));
    }
    return next;
  }

  /** Brings bytes for `seconds`; the value is what of them it claims. */
  advance(now: number, seconds: number, share: number): ByteRange | null {
    const flow = this.flow(now) * share;
    const { lease } = this;
    if (lease === null || flow === 0) return null;
    const flown = this.#carry + flow * seconds;
    const bytes = Math.min(Math.floor(flown + 1e-6), Math.max(0, lease.end - this.at));
    this.#carry = Math.max(0, flown - bytes);
    this.#rate?.add(bytes);
    this.at += bytes;
    this.#lastByteAt = now + seconds;
    if (this.at <= lease.position) return null;
    const claimed = { start: lease.position, end: this.at };
    lease.position = this.at;
    return claimed;
  }

  /** What falls due by itself: a reply, the end of a wait. */
  settle(now: number): void {
    if (this.#due > now + 1e-9) return;
    if (this.state === 'waiting') this.state = 'idle';
    if (this.state === 'connecting' && this.#rateAt(now) > 0) this.open(now);
  }

  /** Lets its lease go and is free for another. A stream that was not read to its end is closed. */
  leave(planner: SegmentPlanner, now: number): void {
    if (this.lease !== null) planner.release(this.lease, this.slot);
    if (this.state === 'receiving') this.#lastRate = this.measured(now);
    if (this.at !== this.#streamEnd) this.#fresh = true;
    this.lease = null;
    this.#rate = null;
    this.state = 'idle';
  }

  readOn(planner: SegmentPlanner, next: Lease): void {
    if (this.lease !== null) planner.release(this.lease, this.slot);
    this.lease = next;
  }

  fail(planner: SegmentPlanner, now: number): void {
    this.leave(planner, now);
    this.#fresh = true;
    this.state = 'waiting';
    this.#due = now + retryDelay;
  }

  replace(planner: SegmentPlanner, now: number): void {
    this.replaced += 1;
    this.leave(planner, now);
    this.#fresh = true;
  }

  #rateAt(now: number): number {
    let { rate } = this.#connection;
    for (const change of this.#connection.changes ?? []) if (change.at <= now + 1e-9) rate = change.rate;
    return rate;
  }
}
