import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { totalLength } from '../../../../shared/model/byte-range.ts';
import type { PlannerMediator } from './planner-mediator.ts';
import type { Participant } from './stretch.ts';
import { cutStretch, stretchLength, stretchShares } from './stretch.ts';

/**
 * A segment while it is lent: `[start, end)`, of which `[start, position)` has been claimed. Two
 * holders (a hedge) share one position: whoever brings the next byte first claims it. `end` shrinks
 * when the tail is shared out.
 */
export interface Lease {
  readonly start: number;
  position: number;
  end: number;
  readonly holders: Set<number>;
  /** Whether a reply has come that brings it. */
  served: boolean;
}

const shareLeast = 256 * 1024;
/** Seconds that sharing must save: less is not worth a request. */
const savedLeast = 0.03;
/** Seconds for which the hash is held back that are not worth a request. */
const lagLeast = 0.6;
const hedgeGain = 2;
const hedgeSlack = 0.25;
/** Seconds of silence after which a rate is believed less and less. */
const silenceTrusted = 1;

/** Which range next. Knows ranges and leases only; rates come through the mediator. */
export class SegmentPlanner {
  readonly #mediator: PlannerMediator;
  /** Missing and in no stretch yet; ascending. */
  readonly #free: ByteRange[];
  /** Cut from a stretch, not lent yet; ascending. */
  #pending: { readonly range: ByteRange; readonly worker: number | null }[] = [];
  readonly #leases = new Set<Lease>();

  /** `missing`: half-open ranges, ascending and apart. */
  constructor(missing: readonly ByteRange[], mediator: PlannerMediator) {
    this.#free = missing.filter((range) => range.end > range.start);
    this.#mediator = mediator;
  }

  /** Whether every byte has been claimed. */
  get done(): boolean {
    return this.#free.length === 0 && this.#pending.length === 0 && this.#leases.size === 0;
  }

  leases(): Iterable<Lease> {
    return this.#leases;
  }

  /** Bytes that nobody has claimed yet. */
  get unclaimed(): number {
    let total = totalLength(this.#free) + totalLength(this.#pending.map(({ range }) => range));
    for (const lease of this.#leases) total += lease.end - lease.position;
    return total;
  }

  /** The next piece of work for an idle connection, or null when there is none for it now. */
  next(worker: number): Lease | null {
    return (
      this.#takePending(worker) ??
      this.#shareLagging(worker) ??
      this.#takeFromNewStretch(worker) ??
      this.#share(worker) ??
      this.#hedge(worker)
    );
  }

  /** Work that begins exactly at `position`, for a stream that can simply be read on. */
  nextAt(worker: number, position: number): Lease | null {
    const at = this.#pending.findIndex((segment) => segment.range.start === position);
    if (at >= 0) return this.#lendPending(at, worker);
    if (this.#pending.length > 0 || this.#free[0]?.start !== position) return null;
    this.#cut(worker);
    return this.nextAt(worker, position);
  }

  /** The first work at or after `position`, for a stream that passes over what lies between. */
  nextFrom(worker: number, position: number): Lease | null {
    const at = this.#pending.findIndex((segment) => segment.range.start >= position);
    if (at >= 0) return this.#lendPending(at, worker);
    if (this.#pending.length > 0 || this.#free.length === 0) return null;
    this.#cut(worker);
    return this.nextFrom(worker, position);
  }

  /**
   * The first bytes at or after `position` that nobody has claimed, those lent to others included: for
   * a stream that no further request could replace. What is lent is shared as in a hedge.
   */
  nextThrough(worker: number, position: number): Lease | null {
    let lent: Lease | null = null;
    for (const lease of this.#leases) {
      if (lease.position < position || lease.position >= lease.end || lease.holders.has(worker)) continue;
      if (lent === null || lease.position < lent.position) lent = lease;
    }
    const pending = this.#pending.find((segment) => segment.range.start >= position);
    if (lent === null || (pending !== undefined && pending.range.start < lent.position)) {
      return this.nextFrom(worker, position);
    }
    lent.holders.add(worker);
    return lent;
  }

  /** What is lent at `position` to one that was not answered yet: it may be refused. Shared as in a hedge. */
  nextUnserved(worker: number, position: number): Lease | null {
    const lease = this.#unservedAt(position);
    lease?.holders.add(worker);
    return lease;
  }

  /** Whether the bytes at `position` are lent to one that was not answered yet. */
  isUnserved(position: number): boolean {
    return this.#unservedAt(position) !== null;
  }

  #unservedAt(position: number): Lease | null {
    for (const lease of this.#leases) {
      // One that has come to its end is nobody's to wait for, least of all its own holder's.
      if (!lease.served && lease.position === position && lease.position < lease.end) return lease;
    }
    return null;
  }

  /** The holder lets go; what it did not claim is lent out again, unless another holds it too. */
  release(lease: Lease, worker: number): void {
    lease.holders.delete(worker);
    if (lease.holders.size > 0) return;
    this.#leases.delete(lease);
    if (lease.position >= lease.end) return;
    this.#pending.push({ range: { start: lease.position, end: lease.end }, worker: null });
    this.#pending.sort((a, b) => a.range.start - b.range.start);
  }

  /** Claimed ranges (ascending and apart) whose bytes were not good: they are lent out again. */
  giveBack(ranges: readonly ByteRange[]): void {
    for (const { start, end } of ranges) this.#pending.push({ range: { start, end }, worker: null });
    this.#pending.sort((a, b) => a.range.start - b.range.start);
  }

  #lend(range: ByteRange, worker: number): Lease {
    const lease: Lease = {
      start: range.start,
      position: range.start,
      end: range.end,
      holders: new Set([worker]),
      served: false,
    };
    this.#leases.add(lease);
    return lease;
  }

  #lendPending(at: number, worker: number): Lease | null {
    const [segment] = this.#pending.splice(at, 1);
    return segment === undefined ? null : this.#lend(segment.range, worker);
  }

  #takePending(worker: number): Lease | null {
    if (this.#pending.length === 0) return null;
    const own = this.#pending.findIndex((segment) => segment.worker === worker);
    return this.#lendPending(Math.max(0, own), worker);
  }

  #takeFromNewStretch(worker: number): Lease | null {
    if (this.#free.length === 0) return null;
    this.#cut(worker);
    return this.#takePending(worker);
  }

  #cut(worker: number): void {
    const length = stretchLength(totalLength(this.#free));
    const typical = this.#typicalRate();
    const participants = this.#mediator.workers().map((id): Participant => {
      const rate = Math.max(1, this.#mediator.rate(id) ?? typical);
      const left = [...this.#leases]
        .filter((lease) => lease.holders.has(id))
        .reduce((sum, lease) => sum + lease.end - lease.position, 0);
      return { worker: id, rate, busy: id === worker ? 0 : left / rate };
    });
    participants.sort((a, b) => a.busy - b.busy);
    this.#pending = cutStretch(this.#free, length, stretchShares(length, participants));
  }

  /**
   * Nothing behind a gap is hashed: a segment that would hold the hash back while the next stretch comes
   * is shared before that is cut, so that its holder is done when half of it has come.
   */
  #shareLagging(worker: number): Lease | null {
    const lagging = this.#free.length > 0 && this.#mediator.hashes() ? this.#slowest(worker) : null;
    if (lagging === null) return null;
    const seconds = Math.max(lagLeast, stretchLength(totalLength(this.#free)) / this.#rateOfAll());
    return this.#secondsOf(lagging) > seconds ? this.#shareWith(lagging, worker, seconds / 2) : null;
  }

  #share(worker: number): Lease | null {
    const victim = this.#slowest(worker);
    return victim === null ? null : this.#shareWith(victim, worker, this.#secondsLeft());
  }

  /**
   * Cuts the tail off `lease`: its holder keeps what it can bring in `seconds`, or, where the rest
   * would be too little to ask for, so much that both end together, each at its own speed.
   */
  #shareWith(lease: Lease, worker: number, seconds = Infinity): Lease | null {
    if (lease.holders.size !== 1 || lease.holders.has(worker)) return null;
    const own = this.#rateOrTypical(worker);
    const delay = this.#mediator.delay(worker);
    const left = lease.end - lease.position;
    const least = Math.max(shareLeast, 4 * own * delay);
    if (left < least) return null;
    const theirs = left / this.#secondsOf(lease);
    const both = left - (theirs * (left + own * delay)) / (own + theirs);
    if (both < least || both / theirs < savedLeast) return null;
    const all = left - theirs * seconds;
    const given = Math.floor(all < least ? both : all);
    const end = lease.end;
    lease.end = end - given;
    return this.#lend({ start: lease.end, end }, worker);
  }

  /** Seconds until the end where every connection works up to it. */
  #secondsLeft(): number {
    return this.unclaimed / this.#rateOfAll();
  }

  #rateOfAll(): number {
    return this.#mediator.workers().reduce((sum, worker) => sum + this.#presentRate(worker), 0);
  }

  /** The very last pieces: a second connection asks for the same bytes; the first to come win. */
  #hedge(worker: number): Lease | null {
    const lease = this.#slowest(worker);
    if (lease === null) return null;
    const left = lease.end - lease.position;
    const own = this.#mediator.delay(worker) + left / this.#rateOrTypical(worker);
    if (this.#secondsOf(lease) < hedgeGain * own + hedgeSlack) return null;
    lease.holders.add(worker);
    return lease;
  }

  /** The lease of one other holder with the most time left. */
  #slowest(worker: number): Lease | null {
    let found: Lease | null = null;
    let most = 0;
    for (const lease of this.#leases) {
      if (lease.holders.size !== 1 || lease.holders.has(worker)) continue;
      const seconds = lease.position < lease.end ? this.#secondsOf(lease) : 0;
      if (seconds > most) {
        most = seconds;
        found = lease;
      }
    }
    return found;
  }

  /** Seconds until its holder has brought the rest; a silence is expected to last as long again. */
  #secondsOf(lease: Lease): number {
    let seconds = Infinity;
    for (const holder of lease.holders) {
      const silence = this.#mediator.silence(holder);
      const still = silence > silenceTrusted ? silence : 0;
      seconds = Math.min(seconds, still + (lease.end - lease.position) / this.#presentRate(holder));
    }
    return seconds;
  }

  /** What a connection can be believed to bring now: less and less of its rate while it is silent. */
  #presentRate(worker: number): number {
    return this.#rateOrTypical(worker) / Math.max(1, this.#mediator.silence(worker) / silenceTrusted);
  }

  #rateOrTypical(worker: number): number {
    return Math.max(1, this.#mediator.rate(worker) ?? this.#typicalRate());
  }

  /** Median of the known rates; one byte a second where none is known, so that all count alike. */
  #typicalRate(): number {
    const known = this.#mediator
      .workers()
      .map((id) => this.#mediator.rate(id))
      .filter((rate): rate is number => rate !== null && rate > 0)
      .sort((a, b) => a - b);
    return known[Math.floor(known.length / 2)] ?? 1;
  }
}
