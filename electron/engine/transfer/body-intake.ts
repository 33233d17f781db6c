import type { BodySink, Flow, KeptMemory } from '../ports/transport.ts';
import type { Lease, SegmentPlanner } from '../policy/planning/segment-planner.ts';
import type { Hold } from './throttle.ts';
import type { PartWriter } from '../files/part-writer.ts';
import type { WriteStream } from '../files/write-stream.ts';

/**
 * Whether another request could go on where a stream is given up. `irreplaceable`: the last ones were
 * refused, so the stream is worth more than what it brings twice. `undecided`: the first ones are under
 * way.
 */
export type StreamOutlook = 'replaceable' | 'irreplaceable' | 'undecided';

/**
 * Takes the body of one reply into the file: claims from the lease what nobody has yet, passes over
 * what is there already, and goes straight on into the next piece of work where the stream runs on
 * into it.
 */
export class BodyIntake implements BodySink {
  readonly #slot: number;
  readonly #planner: SegmentPlanner;
  readonly #writer: PartWriter;
  readonly #out: WriteStream;
  readonly #hold: Hold;
  readonly #onBytes: (taken: number, passed: number) => void;
  readonly #onClaim: (start: number, end: number) => void;
  readonly #readMost: () => number;
  /** Offset in the file of the next byte of the stream. */
  #at: number;
  lease: Lease;
  /** Whether the stream may serve any later range too, with gaps (a reply without ranges). */
  readonly #whole: boolean;
  /** Offset at which the stream ends by what was asked and answered; null where nothing tells. */
  readonly #streamEnd: number | null;
  readonly #outlook: () => StreamOutlook;
  readonly #whenDecided: (decided: (overdue: boolean) => void) => void;
  readonly #onShared: (lease: Lease) => void;
  readonly #stop: () => void;
  /** Bytes behind the lease's end, that wait for what is decided; null while nothing is. */
  #rest: Uint8Array | null = null;
  /** Whether it waited for that for long enough. */
  #overdue = false;
  /** Whether its lease is another's. */
  #joined = false;

  constructor(options: {
    readonly slot: number;
    readonly planner: SegmentPlanner;
    readonly writer: PartWriter;
    readonly out: WriteStream;
    readonly hold: Hold;
    readonly lease: Lease;
    readonly streamStart: number;
    readonly whole: boolean;
    readonly streamEnd: number | null;
    readonly outlook: () => StreamOutlook;
    /** Calls back when a request is answered, or when none was for a while. */
    readonly whenDecided: (decided: (overdue: boolean) => void) => void;
    /** Goes on past a lease that others hold too; all of it is claimed. */
    readonly onShared: (lease: Lease) => void;
    /** Ends the stream, outside of `write`. */
    readonly stop: () => void;
    /** `taken` bytes were new, `passed` were there already. */
    readonly onBytes: (taken: number, passed: number) => void;
    readonly onClaim: (start: number, end: number) => void;
    readonly readMost: () => number;
  }) {
    this.#slot = options.slot;
    this.#planner = options.planner;
    this.#writer = options.writer;
    this.#out = options.out;
    this.#hold = options.hold;
    this.lease = options.lease;
    this.#at = options.streamStart;
    this.#whole = options.whole;
    this.#streamEnd = options.streamEnd;
    this.#outlook = options.outlook;
    this.#whenDecided = options.whenDecided;
    this.#onShared = options.onShared;
    this.#stop = options.stop;
    this.#onBytes = options.onBytes;
    this.#onClaim = options.onClaim;
    this.#readMost = options.readMost;
  }

  get at(): number {
    return this.#at;
  }

  get readMost(): number {
    return Math.min(this.#readMost(), this.#out.room);
  }

  /** Whether it has run on into what is lent to others, and brings what they bring. */
  get passes(): boolean {
    return this.#joined && (this.lease.holders.size > 1 || this.lease.position > this.#at);
  }

  /** Whether more than its lease may come of it. */
  get hasMore(): boolean {
    return this.#streamEnd === null || this.#streamEnd > this.lease.end;
  }

  write(bytes: Uint8Array, memory: KeptMemory | null = null): Flow {
    let rest = bytes;
    let passed = 0;
    while (rest.length > 0) {
      const gap = Math.min(this.lease.position - this.#at, rest.length);
      if (gap > 0) {
        passed += gap;
        this.#at += gap;
        rest = rest.subarray(gap);
        continue;
      }
      const room = Math.min(this.lease.end - this.#at, rest.length);
      if (room <= 0) {
        if (this.#goOn()) continue;
        const waits = this.#waits(rest);
        this.#onBytes(bytes.length - rest.length - passed, waits ? passed : passed + rest.length);
        return waits ? 'hold' : 'enough';
      }
      this.#out.moveTo(this.#at);
      this.#out.write(room === rest.length ? rest : rest.subarray(0, room), memory);
      this.#onClaim(this.#at, this.#at + room);
      this.#at += room;
      this.lease.position += room;
      rest = rest.subarray(room);
    }
    this.#onBytes(bytes.length - passed, passed);
    if (this.#at >= this.lease.end && this.#at !== this.#streamEnd && !this.#goOn()) {
      return this.#waits(rest) ? 'hold' : 'enough';
    }
    if (this.#writer.full) {
      const release = this.#hold.add();
      this.#writer.whenRoom(release);
    }
    return this.#hold.held ? 'hold' : 'more';
  }

  /** Takes over the work that lies where the stream runs on to. */
  #goOn(): boolean {
    if (this.#streamEnd !== null && this.#at >= this.#streamEnd) return false;
    const next = this.#nextWork();
    if (next === null) return false;
    const { lease } = this;
    this.#planner.release(lease, this.#slot);
    this.lease = next;
    if (lease.holders.size > 0) this.#onShared(lease);
    return true;
  }

  #nextWork(): Lease | null {
    if (this.#whole) return this.#planner.nextFrom(this.#slot, this.#at);
    const next = this.#planner.nextAt(this.#slot, this.#at);
    if (next !== null) {
      this.#joined = false;
      return next;
    }
    const others = this.#nextOfOthers();
    this.#joined = others !== null;
    return others;
  }

  /** What is lent to others is taken on where nothing may replace the stream, or they are not answered. */
  #nextOfOthers(): Lease | null {
    const outlook = this.#outlook();
    if (outlook === 'irreplaceable' || (this.#overdue && outlook === 'undecided'))
      return this.#planner.nextThrough(this.#slot, this.#at);
    return this.#overdue ? this.#planner.nextUnserved(this.#slot, this.#at) : null;
  }

  /**
   * Holds a stream at its lease's end while nobody knows whether another one could go on there; `rest`
   * has come of what follows. False where it is known, or was waited for.
   */
  #waits(rest: Uint8Array): boolean {
    if (this.#overdue || this.#whole || !this.hasMore) return false;
    if (this.#outlook() !== 'undecided' && !this.#planner.isUnserved(this.#at)) return false;
    this.#rest = Uint8Array.from(rest);
    const release = this.#hold.add();
    this.#whenDecided((overdue) => {
      this.#overdue = overdue;
      const flow = this.write(this.#takeRest());
      if (flow === 'enough') this.#stop();
      release();
    });
    return true;
  }

  #takeRest(): Uint8Array {
    const rest = this.#rest ?? new Uint8Array();
    this.#rest = null;
    return rest;
  }
}
