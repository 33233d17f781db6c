import { totalLength, type ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { SumAlgorithm } from '../../../shared/model/sums.ts';
import type { Result } from '../../../shared/model/result.ts';
import { whatHappened } from '../../../shared/model/words/what-happened.ts';
import { admitMirrors } from './mirrors.ts';
import type { Opened, OpenFailure } from '../sources/open-source.ts';
import type { PartWriter } from '../files/part-writer.ts';
import type { Bandwidth } from '../policy/limits/bandwidth.ts';
import type { Lease, SegmentPlanner } from '../policy/planning/segment-planner.ts';
import { slowConnections } from '../policy/planning/slow-connection.ts';
import { backOff } from '../policy/retries/retry-policy.ts';
import { adviseWorker, type Advice } from '../policy/retries/worker-advice.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunningDigest } from '../ports/hasher.ts';
import type { StreamOutlook } from './body-intake.ts';
import { SegmentWorker } from './segment-worker.ts';
import { measureAlone } from './solo-window.ts';
import { SourceChoice } from './source-choice.ts';
import { StreamOutlooks } from './stream-outlooks.ts';
import type { Source } from '../sources/source.ts';
import { ended, type TransferState } from './transfer-state.ts';
import type { OpenStream, WorkerHost } from './worker-host.ts';

const replacementsMost = 2;
/** Replies of another representation in a row after which it is no single node that differs. */
const strangersMost = 3;
/** Failures of one connection at a source, nobody else served by it, that set the source aside. */
const failuresMost = 2;
/** Replies of a source that do not match their own digest: then others are asked; alone it ends there. */
const damagedMost = 2;
const damagedAlone = 6;

/** The workers of one transfer while they share its work, and what they ask for. */
export class Crew implements WorkerHost {
  readonly #state: TransferState;
  readonly #dismiss = new AbortController();
  readonly signal: AbortSignal;
  readonly #places = new Map<SegmentWorker, string>();
  #mirrors: Promise<void> = Promise.resolve();
  readonly #choice: SourceChoice;
  readonly #outlooks: StreamOutlooks;

  constructor(state: TransferState) {
    this.#state = state;
    this.signal = AbortSignal.any([state.signal, this.#dismiss.signal]);
    this.#choice = new SourceChoice(state);
    this.#outlooks = new StreamOutlooks(state, this.signal);
  }

  get clock(): Clock {
    return this.#state.options.clock;
  }
  get writer(): PartWriter {
    return this.#state.options.writer;
  }
  get bandwidth(): Bandwidth {
    return this.#state.options.bandwidth;
  }
  get planner(): SegmentPlanner {
    return this.#state.planner;
  }
  get size(): number | null {
    return this.#state.size;
  }

  /** Works from the scout's stream on, until nothing is left or nobody can go on. */
  async work(stream: OpenStream): Promise<void> {
    const alone = stream.opened.verdict.kind === 'whole';
    const count = alone ? 1 : this.#state.crewSize();
    const workers = Array.from({ length: count }, (_, index) => new SegmentWorker(index + 1, this));
    this.#state.setWorkers(workers);
    const [first, ...others] = workers;
    if (first === undefined) return;
    for (const source of this.#state.options.sources) source.forgetRequests();
    this.#state.options.hostLimits.force(stream.source.host);
    this.#places.set(first, stream.source.host);
    if (count > 1) this.#mirrors = admitMirrors(this.#state, this.signal);
    const running = first.run(stream);
    await measureAlone(this.#state, count, this.signal);
    await Promise.all([running, ...others.map((worker) => worker.run(null))]);
    this.#outlooks.close();
    this.#dismiss.abort(ended);
    await this.#mirrors;
  }

  /** Sources were added while all are at work: those that prove good take their share of it at once. */
  admitMirrors(): void {
    const known = new Set(this.#choice.sources.filter((source) => source.trusted));
    this.#mirrors = this.#mirrors
      .then(() => admitMirrors(this.#state, this.signal))
      .then(() => {
        if (this.#choice.sources.some((source) => source.trusted && !known.has(source))) this.#spread();
      });
  }

  /** Gives up the connections that a source has beyond an even share: they go on at another one. */
  #spread(): void {
    const working = this.#state.workers.filter((worker) => worker.state === 'receiving');
    const sources = this.#choice.sources;
    const share = Math.ceil(working.length / sources.length);
    for (const source of sources) {
      const own = working.filter((worker) => worker.source === source);
      for (const worker of own.slice(share)) worker.giveUp();
    }
  }

  async takeLease(worker: SegmentWorker): Promise<Lease | null> {
    // Without a known size the scout finds out whether there is more.
    while (!this.signal.aborted && !this.#state.complete && this.#state.size !== null) {
      // Work is taken only with a place to do it: a lease that waits for one would hold others up.
      const lease = this.#choice.choose(worker, null) === null ? null : this.planner.next(worker.slot);
      if (lease !== null) return lease;
      if (!this.#choice.canGoOn) return null;
      await this.#state.changed();
    }
    return null;
  }

  async enterSource(worker: SegmentWorker): Promise<Source | null> {
    while (!this.signal.aborted && !this.#state.complete) {
      const source = this.#choice.choose(worker, worker.lease);
      if (source !== null && this.#state.options.hostLimits.enter(source.host)) {
        this.#places.set(worker, source.host);
        return source;
      }
      if (!this.#choice.canGoOn) return null;
      await this.#state.changed();
    }
    return null;
  }

  leaveSource(worker: SegmentWorker): void {
    const host = this.#places.get(worker);
    if (host !== undefined) this.#state.options.hostLimits.leave(host);
    this.#places.delete(worker);
    this.#state.wakeAll();
  }

  async open(source: Source, lease: Lease, slot: number): Promise<Result<Opened, OpenFailure>> {
    const number = (source.asked += 1);
    const opened = await this.#state.openPart(source, { start: lease.position, end: lease.end }, slot);
    if (opened.ok) {
      lease.served = true;
      source.strangers = 0;
      source.lastServed = Math.max(source.lastServed, number);
    } else {
      source.lastRefused = Math.max(source.lastRefused, number);
    }
    source.answered += 1;
    this.#outlooks.decide(source);
    return opened;
  }

  outlook(source: Source): StreamOutlook {
    return this.#outlooks.of(source);
  }

  whenDecided(decided: (overdue: boolean) => void): void {
    this.#outlooks.whenDecided(decided);
  }

  onBytes(taken: number, passed: number): void {
    const state = this.#state;
    state.claimed += taken;
    if (state.claimed > state.most) {
      state.most = state.claimed;
      state.lastByteAt = this.clock.now();
    }
    state.options.onBytes(taken, passed);
  }

  onClaim(slot: number, start: number, end: number, source: Source): void {
    this.#state.options.onClaim(slot, start, end, source);
  }

  startDigest(algorithm: SumAlgorithm): RunningDigest {
    return this.#state.options.startDigest(algorithm);
  }

  async undo(worker: SegmentWorker, ranges: readonly ByteRange[]): Promise<void> {
    if (worker.source !== null) worker.source.damaged += 1;
    const bytes = totalLength(ranges);
    this.#state.options.note(worker.slot, 'warn', `${bytes} bytes did not match their digest: fetched again`);
    for (const range of ranges) await this.#state.giveBack(range);
  }

  onEndFound(offset: number): void {
    this.#state.size = offset;
  }

  onLeaseEnded(lease: Lease): void {
    for (const worker of this.#state.workers) if (worker.lease === lease && !worker.isKept) worker.giveUp();
    // Nobody needs to sit out a wait once every byte is claimed.
    if (this.#state.complete) this.#dismiss.abort(ended);
    this.#state.wakeAll();
  }

  sleep(milliseconds: number): Promise<void> {
    // A server that asked to wait is not asked sooner: its source is not chosen before.
    return this.#state.options.nap.wait(milliseconds, false, this.signal);
  }

  advise(worker: SegmentWorker, failure: OpenFailure): Advice {
    if (this.signal.aborted) return { kind: 'retire', learn: false };
    worker.failures += 1;
    const cause = causeOf(failure);
    this.#state.lastFailure = cause;
    this.#state.options.note(worker.slot, 'warn', whatHappened(cause));
    const others = this.#state.workers.filter((other) => other !== worker && isAtWork(other));
    const { source } = worker;
    if (failure.kind === 'changed' && source !== null) source.strangers += 1;
    if (cause.code === 'server-damaged' && source !== null) return this.#onDamage(source, cause);
    const bearing = others.filter((other) => other.source === source && other.state === 'receiving').length;
    if (source !== null && this.#blame(source, worker, cause, bearing)) return { kind: 'again', delay: 0 };
    if (source !== null && source.strangers >= strangersMost) return this.#askScout();
    const advice = adviseWorker({
      failure: cause,
      hostBearsOthers: bearing > 0,
      othersAtWork: others.length > 0,
      failures: worker.failures,
      chance: this.clock.random(),
    });
    if (advice.kind === 'retire' && source !== null) {
      if (advice.learn) this.#state.options.hostLimits.learn(source.host, bearing);
      if (advice.learn && this.#choice.hasOther(source)) return { kind: 'again', delay: 0 };
    }
    if (failure.kind === 'no-ranges' && others.length === 0 && source !== null) source.usesRange = false;
    return others.length === 0 ? this.#askScout() : advice;
  }

  /** Gives connections up that are much slower than their siblings, a bounded number of times. */
  replaceSlow(): void {
    if (this.bandwidth.limited) return;
    const now = this.clock.now();
    for (const source of this.#state.usableSources()) {
      const speeds = this.#state.workers
        .filter((worker) => worker.source === source && worker.state === 'receiving')
        .map((worker) => ({ slot: worker.slot, rate: worker.rate(now) ?? 0, age: worker.age(now) }));
      for (const slot of slowConnections(speeds)) {
        const worker = this.#state.workers[slot - 1];
        if (worker === undefined || this.outlook(source) === 'irreplaceable') continue;
        if (worker.replaced >= replacementsMost) continue;
        worker.replaced += 1;
        this.#state.options.note(slot, 'info', 'Much slower than its siblings: replaced by a new connection');
        worker.giveUp();
      }
    }
  }

  /** Bytes that did not match their own digest: asked once more, and then of others, as far as there are any. */
  #onDamage(source: Source, cause: Failure): Advice {
    source.failures += 1;
    if (source.damaged < damagedMost) return { kind: 'again', delay: 0 };
    if (this.#state.usableSources().some((other) => other !== source)) {
      source.setAside(cause);
      this.#state.options.note(0, 'warn', `${source.host} is set aside: ${whatHappened(cause)}`);
      return this.#choice.hasOther(source) ? { kind: 'again', delay: 0 } : this.#askScout();
    }
    if (source.damaged >= damagedAlone) this.#state.finish({ kind: 'failed', failure: cause });
    return { kind: 'again', delay: backOff(source.damaged - damagedMost, this.clock.random()) };
  }

  /** Nobody can go on, or the file seems to be another one: the crew ends, and the next scout finds out. */
  #askScout(): Advice {
    this.#dismiss.abort(ended);
    this.#state.wakeAll();
    return { kind: 'retire', learn: false };
  }

  /** Notes a source's failure; true when it was set aside and others can take over. */
  #blame(source: Source, worker: SegmentWorker, failure: Failure, bearing: number): boolean {
    source.failures += 1;
    const wait = failure.facts?.['wait'];
    if (typeof wait === 'number') source.notBefore = Math.max(source.notBefore, this.clock.now() + wait);
    if (!this.#choice.hasOther(source)) return false;
    if (source.strangers < strangersMost) {
      if (bearing > 0 || (worker.failures < failuresMost && typeof wait !== 'number')) return false;
    }
    if (typeof wait !== 'number') {
      source.setAside(failure);
      this.#state.options.note(0, 'warn', `${source.host} is set aside: ${whatHappened(failure)}`);
    }
    worker.failures = 0;
    return true;
  }
}

function isAtWork(worker: SegmentWorker): boolean {
  return worker.state === 'receiving' || worker.state === 'connecting';
}

function causeOf(failure: OpenFailure): Failure {
  return failure.kind === 'failed' || failure.kind === 'no-ranges'
    ? failure.failure
    : { code: 'server-changed' };
}
