import type { BodySink, Flow } from '../ports/transport.ts';
import type { Lease, SegmentPlanner } from '../policy/segment-planner.ts';
import type { Hold } from './throttle.ts';
import type { PartWriter, WriteStream } from '../files/part-writer.ts';

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
  /** Offset in the file of the next byte of the stream. */
  #at: number;
  lease: Lease;
  /** Whether the stream may serve any later range too, with gaps (a reply without ranges). */
  readonly #whole: boolean;
  /** Offset at which the stream ends by what was asked and answered; null where nothing tells. */
  readonly #streamEnd: number | null;

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
    /** `taken` bytes were new, `passed` were there already. */
    readonly onBytes: (taken: number, passed: number) => void;
    readonly onClaim: (start: number, end: number) => void;
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
    this.#onBytes = options.onBytes;
    this.#onClaim = options.onClaim;
  }

  get at(): number {
    return this.#at;
  }

  write(bytes: Uint8Array): Flow {
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
        this.#onBytes(bytes.length - rest.length - passed, passed + rest.length);
        return 'enough';
      }
      this.#out.moveTo(this.#at);
      this.#out.write(room === rest.length ? rest : rest.subarray(0, room));
      this.#onClaim(this.#at, this.#at + room);
      this.#at += room;
      this.lease.position += room;
      rest = rest.subarray(room);
    }
    this.#onBytes(bytes.length - passed, passed);
    if (this.#at >= this.lease.end && this.#at !== this.#streamEnd && !this.#goOn()) return 'enough';
    if (this.#writer.full) {
      const release = this.#hold.add();
      this.#writer.whenRoom(release);
      void this.#out.flush();
    }
    return this.#hold.held ? 'hold' : 'more';
  }

  /** Takes over the work that lies where the stream runs on to. */
  #goOn(): boolean {
    if (this.#streamEnd !== null && this.#at >= this.#streamEnd) return false;
    const next = this.#whole
      ? this.#planner.nextFrom(this.#slot, this.#at)
      : this.#planner.nextAt(this.#slot, this.#at);
    if (next === null) return false;
    this.#planner.release(this.lease, this.#slot);
    this.lease = next;
    return true;
  }
}
