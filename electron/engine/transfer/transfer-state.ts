import { totalLength, type ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail } from '../../../shared/model/result.ts';
import type { Opened, OpenFailure } from '../sources/open-source.ts';
import { isRefusedRange, openSource } from '../sources/open-source.ts';
import type { AskedRange } from '../policy/http-semantics/response-check.ts';
import { SegmentPlanner } from '../policy/planning/segment-planner.ts';
import { segmentLeast } from '../policy/planning/stretch.ts';
import type { Validator } from '../policy/http-semantics/validator.ts';
import type { SegmentWorker } from './segment-worker.ts';
import { pieceLength, type Source } from '../sources/source.ts';
import { openDeps, type TransferOptions } from './transfer-options.ts';

export type TransferEnd =
  | { readonly kind: 'received'; readonly size: number }
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'stopped' };

/** Why its signal is aborted; without a reason each abort makes an error of its own, with its stack. */
export const ended = 'ended';

/** Stands for the end of a file whose size nothing has told yet. */
const unknownEnd = Number.MAX_SAFE_INTEGER;

/** What the scout, the crew and the mirrors of one transfer share. */
export class TransferState {
  readonly options: TransferOptions;
  readonly signal: AbortSignal;
  readonly #stop = new AbortController();
  planner: SegmentPlanner;
  size: number | null;
  workers: readonly SegmentWorker[] = [];
  /** The latest worker of every slot there ever was, for the window. */
  slots: readonly SegmentWorker[] = [];
  /** Bytes claimed, those of earlier sessions included; and the most there ever were. */
  claimed: number;
  most: number;
  /** Milliseconds of the clock. */
  lastByteAt: number;
  /** Bytes per second of the one connection that was alone at first, where it was measured. */
  solo: number | null = null;
  lastFailure: Failure = { code: 'server-incomplete' };
  end: TransferEnd | null = null;
  #waiting: (() => void)[] = [];
  readonly #shunned: { readonly range: ByteRange; readonly source: Source }[] = [];

  constructor(options: TransferOptions) {
    this.options = options;
    this.size = options.size;
    this.signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.claimed = options.writer.received.total;
    this.most = this.claimed;
    this.lastByteAt = options.clock.now();
    this.planner = this.#plan();
    this.signal.addEventListener('abort', () => {
      this.wakeAll();
    });
  }

  /** Whether every byte has been claimed. */
  get complete(): boolean {
    return this.size !== null && this.claimed >= this.size;
  }

  /** A new crew takes over; the slots it does not use stay as they ended. */
  setWorkers(workers: readonly SegmentWorker[]): void {
    this.workers = workers;
    this.slots = [...workers, ...this.slots.slice(workers.length)];
  }

  /** Ends the transfer; the first end counts. */
  finish(end: TransferEnd): void {
    this.end ??= end;
    this.#stop.abort(ended);
  }

  /**
   * Nothing of the transfer goes on. A signal made of others lives, with all that its listeners hold,
   * until it is aborted.
   */
  close(): void {
    this.#stop.abort(ended);
  }

  /** Drops every byte: they cannot be shown to belong to what comes now. */
  dropBytes(size: number | null, validator: Validator): void {
    this.options.onDropped(size, validator);
    for (const source of this.options.sources) source.forget();
    this.claimed = 0;
    this.learnSize(size);
  }

  /** A size that nothing had told before: the work is planned anew. No lease may be out. */
  learnSize(size: number | null): void {
    this.size = size;
    this.planner = this.#plan();
  }

  /** Bytes that were claimed and written are not good: they are taken out, and lent out again. */
  async giveBack(range: ByteRange, from: number | null = null): Promise<void> {
    const { planner } = this;
    const source = from === null ? undefined : this.options.sources[from];
    if (source !== undefined) this.#shunned.push({ range, source });
    const ranges = await this.options.takeOut(range);
    // Planned anew in the meantime: from what was there then, or from nothing.
    if (planner !== this.planner) return;
    planner.giveBack(ranges);
    this.claimed -= totalLength(ranges);
    this.wakeAll();
  }

  /** Whether this source brought bad bytes for what lies at `position`. */
  shuns(source: Source, position: number): boolean {
    return this.#shunned.some(
      (one) => one.source === source && one.range.start <= position && position < one.range.end,
    );
  }

  /** Plans anew what is missing in the file, whoever took it out. No lease may be out. */
  replan(): void {
    this.claimed = this.options.writer.received.total;
    this.planner = this.#plan();
  }

  /** Connections that are of use now. */
  crewSize(): number {
    if (this.size === null || !this.usableSources().some((source) => source.usesRange)) return 1;
    const pieces = Math.ceil((this.size - this.claimed) / segmentLeast);
    return Math.max(1, Math.min(this.options.connections, pieces));
  }

  usableSources(): Source[] {
    return this.options.sources.filter((source) => source.usable);
  }

  /**
   * Asks a source for a range. A 200 to an If-Range that names the server's own validator is asked
   * again without it: some servers know only dates there, and the reply's validator is compared.
   */
  async open(source: Source, asked: AskedRange | null, slot: number): Promise<Result<Opened, OpenFailure>> {
    const known = { size: this.size, validator: source.validator };
    const deps = openDeps(this.options, slot);
    const range = asked === null ? null : shortened(asked, source.longestRange);
    const opened = await openSource(deps, source, range, known, this.signal);
    if (!opened.ok && isRefusedRange(opened.failure) && range !== null && this.size !== null) {
      return (await this.#openPiece(source, range, slot)) ?? opened;
    }
    if (!opened.ok || opened.value.verdict.kind !== 'whole') return opened;
    if (asked === null || !opened.value.verdict.proven || !source.usesIfRange) return opened;
    opened.value.reply.cancel();
    source.usesIfRange = false;
    return openSource(deps, source, range, known, this.signal);
  }

  /** Some servers refuse long ranges: asks for one piece; null where that does not help either. */
  async #openPiece(
    source: Source,
    refused: AskedRange,
    slot: number,
  ): Promise<Result<Opened, OpenFailure> | null> {
    if (source.longestRange !== null || (refused.end ?? Infinity) <= refused.start + pieceLength) return null;
    const known = { size: this.size, validator: source.validator };
    const piece = shortened(refused, pieceLength);
    const opened = await openSource(openDeps(this.options, slot), source, piece, known, this.signal);
    if (!opened.ok) return null;
    source.longestRange = pieceLength;
    return opened;
  }

  /** As `open`, where only a part will do. */
  async openPart(source: Source, asked: AskedRange, slot: number): Promise<Result<Opened, OpenFailure>> {
    const opened = await this.open(source, asked, slot);
    if (!opened.ok || opened.value.verdict.kind === 'part') return opened;
    opened.value.reply.cancel();
    return fail({ kind: 'no-ranges', failure: { code: 'server-bad-range', facts: { problem: 'ignored' } } });
  }

  /** Resolves at the next change or tick. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.signal.aborted) resolve();
      else this.#waiting.push(resolve);
    });
  }

  wakeAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  #plan(): SegmentPlanner {
    return new SegmentPlanner(this.options.writer.received.missing(this.size ?? unknownEnd), {
      workers: () => this.#slots(),
      rate: (slot) => this.workers[slot - 1]?.rate(this.options.clock.now()) ?? null,
      delay: (slot) => this.workers[slot - 1]?.source?.delay ?? 0.05,
      silence: (slot) => (this.workers[slot - 1]?.silence(this.options.clock.now()) ?? 0) / 1_000,
      hashes: () => this.options.hashes(),
    });
  }

  /** Slots that share the work; before the crew stands, as many as there will be. */
  #slots(): readonly number[] {
    const working = this.workers.filter((worker) => worker.state !== 'ended').map((worker) => worker.slot);
    return working.length > 0 ? working : Array.from({ length: this.crewSize() }, (_, index) => index + 1);
  }
}

function shortened(asked: AskedRange, longest: number | null): AskedRange {
  if (longest === null) return asked;
  return { start: asked.start, end: Math.min(asked.end ?? Infinity, asked.start + longest) };
}
