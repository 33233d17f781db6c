import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { SegmentView } from '../../../shared/model/view.ts';
import { BodyIntake } from './body-intake.ts';
import { ContentWatch } from './content-watch.ts';
import type { Opened, OpenFailure } from '../sources/open-source.ts';
import type { WriteStream } from '../files/write-stream.ts';
import { RateEstimator } from '../policy/planning/rate-estimator.ts';
import type { Lease } from '../policy/planning/segment-planner.ts';
import type { BodyEnd, BodySink, HttpReply } from '../ports/transport.ts';
import type { Source } from '../sources/source.ts';
import { isLost } from '../wake/live-transport.ts';
import { Hold, payFor } from './throttle.ts';
import type { OpenStream, WorkerHost } from './worker-host.ts';

/**
 * One connection's loop: take a lease, ask for its range, bring the body into the file, take the
 * next one. It ends when there is no work left, when it is advised to retire, or when the signal is
 * aborted. The slot keeps its last range for the window.
 */
export class SegmentWorker {
  readonly slot: number;
  readonly #host: WorkerHost;
  #state: SegmentView['state'] = 'idle';
  #lease: Lease | null = null;
  #intake: BodyIntake | null = null;
  #watch: ContentWatch | null = null;
  #reply: HttpReply | null = null;
  /** Whether its present stream is the one that the transfer began with. */
  #isFirst = false;
  #rate: RateEstimator | null = null;
  #lastRate: number | null = null;
  #since = 0;
  /** When it asked, was answered or got its last byte. */
  #lastSign = 0;
  #given = false;
  source: Source | null = null;
  /** How often this slot's connection was replaced for being slow. */
  replaced = 0;
  /** Failures in a row without a new byte on this slot. */
  failures = 0;

  constructor(slot: number, host: WorkerHost) {
    this.slot = slot;
    this.#host = host;
  }

  get state(): SegmentView['state'] {
    return this.#state;
  }

  get lease(): Lease | null {
    return this.#intake?.lease ?? this.#lease;
  }

  /** Bytes per second, from the present request or the one before; null where none is known. */
  rate(now: number): number | null {
    if (this.#rate === null || now - this.#since < 300) return this.#lastRate;
    return this.#rate.rate(now);
  }

  /** Milliseconds since the reply to the present request, 0 while there is none. */
  age(now: number): number {
    return this.#state === 'receiving' ? now - this.#since : 0;
  }

  /** Milliseconds since its last byte, or its request while no byte has come; 0 while it is asked nothing. */
  silence(now: number): number {
    return this.#state === 'receiving' || this.#state === 'connecting' ? now - this.#lastSign : 0;
  }

  /** Gives the present connection up; its range goes on with another from where it stands. */
  giveUp(): void {
    this.#given = true;
    this.#reply?.cancel();
  }

  /** Whether its stream brings more than its lease, and no other could take its place. */
  get isKept(): boolean {
    if (this.#intake === null || this.source === null || !this.#intake.hasMore) return false;
    return this.#host.outlook(this.source) === 'irreplaceable';
  }

  /** Other requests are served after all: a stream that brings what others bring is given up. */
  relieve(): void {
    if (this.#intake?.passes === true) this.giveUp();
  }

  view(now: number, sources: readonly Source[]): SegmentView {
    const lease = this.lease;
    const position = lease?.position ?? 0;
    const running = this.#state !== 'ended' && this.#state !== 'idle';
    const end = Math.min(lease?.end ?? 0, this.#host.size ?? position);
    return {
      slot: this.slot,
      state: this.#state,
      start: lease?.start ?? 0,
      end: running && this.#host.size === null ? Number.MAX_SAFE_INTEGER : end,
      position,
      rate: this.#state === 'receiving' ? Math.round(this.#rate?.rate(now) ?? 0) : 0,
      source: this.source === null ? 0 : Math.max(0, sources.indexOf(this.source)),
    };
  }

  /** Runs until there is nothing left to do. Never rejects. */
  async run(first: OpenStream | null): Promise<void> {
    let stream = first;
    while (!this.#host.signal.aborted) {
      this.#state = stream === null ? 'idle' : 'receiving';
      const lease = stream?.lease ?? (await this.#host.takeLease(this));
      if (lease === null) break;
      const failure = await this.#serve(lease, stream);
      stream = null;
      if (failure === null) continue;
      const advice = this.#host.advise(this, failure);
      if (advice.kind === 'retire') break;
      this.#state = 'waiting';
      await this.#host.sleep(advice.delay);
    }
    stream?.opened.reply.cancel();
    this.#state = 'ended';
  }

  /** One request for one lease, and for what its stream runs on into. Null when it went well. */
  async #serve(lease: Lease, stream: OpenStream | null): Promise<OpenFailure | null> {
    this.#lease = lease;
    this.#given = false;
    this.#lastSign = this.#host.clock.now();
    this.#state = 'connecting';
    const source = stream?.source ?? (await this.#host.enterSource(this));
    if (source === null) {
      this.#host.planner.release(lease, this.slot);
      return { kind: 'failed', failure: { code: 'network-refused' } };
    }
    this.source = source;
    source.enter(this.#host.clock.now());
    try {
      const opened = stream === null ? await this.#host.open(source, lease, this.slot) : null;
      if (opened?.ok === false) {
        this.#host.planner.release(lease, this.slot);
        return opened.failure;
      }
      const usable = opened?.value ?? stream?.opened;
      this.#isFirst = stream !== null;
      return usable === undefined ? null : await this.#receive(usable, lease, source);
    } finally {
      source.leave(this.#host.clock.now());
      this.#host.leaveSource(this);
    }
  }

  async #receive(opened: Opened, lease: Lease, source: Source): Promise<OpenFailure | null> {
    const { reply, verdict } = opened;
    const start = verdict.kind === 'part' ? verdict.start : 0;
    const out = this.#host.writer.stream(start);
    const intake = this.#intakeOf(opened, lease, source, start, out);
    this.#begin(reply, intake);
    const { contentSum } = opened;
    const watch =
      contentSum === null
        ? null
        : new ContentWatch(contentSum, this.#host.startDigest(contentSum.algorithm), intake);
    this.#watch = watch;
    const end = await this.#receiveUntilAborted(opened, watch ?? intake);
    if (end.kind === 'whole' && end.trailers !== undefined) source.sums.take(end.trailers, verdict);
    const served = intake.lease;
    this.#finish(served);
    const damaged = watch?.damaged(end) ?? [];
    if (damaged.length > 0) return this.#undo(damaged, served, out);
    if (end.kind === 'whole' && verdict.kind === 'whole' && this.#host.size === null)
      this.#host.onEndFound(intake.at);
    const ended = served.position >= Math.min(served.end, this.#host.size ?? served.end);
    if (ended) this.#host.onLeaseEnded(served);
    await out.end();
    this.#host.planner.release(served, this.slot);
    if (ended || this.#given || this.#host.signal.aborted) return null;
    if (end.kind === 'failed') return isLost(end.failure) ? null : { kind: 'failed', failure: end.failure };
    // A reply that brought less than was asked is no fault as long as it brought something.
    return intake.at > start ? null : { kind: 'failed', failure: { code: 'server-incomplete' } };
  }

  /** What the reply brought is not what it said it would: it is taken out of the file and comes again. */
  async #undo(ranges: readonly ByteRange[], served: Lease, out: WriteStream): Promise<OpenFailure> {
    await out.end();
    this.#host.planner.release(served, this.slot);
    await this.#host.undo(this, ranges);
    return { kind: 'failed', failure: { code: 'server-damaged' } };
  }

  /** The reply may have been opened under another signal than this transfer's. */
  async #receiveUntilAborted({ reply, verdict }: Opened, sink: BodySink): Promise<BodyEnd> {
    const decoder = verdict.kind === 'whole' ? verdict.decoder : null;
    const { signal } = this.#host;
    const cancel = (): void => {
      reply.cancel();
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const end = signal.aborted ? ({ kind: 'stopped' } as const) : await reply.receive(sink, decoder);
    signal.removeEventListener('abort', cancel);
    return end;
  }

  #intakeOf(opened: Opened, lease: Lease, source: Source, start: number, out: WriteStream): BodyIntake {
    const { reply, verdict } = opened;
    const hold = new Hold(() => {
      reply.resume();
    });
    const { bandwidth, clock, planner, writer } = this.#host;
    return new BodyIntake({
      slot: this.slot,
      planner,
      writer,
      out,
      hold,
      lease,
      streamStart: start,
      whole: verdict.kind === 'whole',
      streamEnd: verdict.kind === 'whole' ? verdict.size : verdict.end,
      outlook: () => {
        const outlook = this.#host.outlook(source);
        return outlook === 'undecided' && !this.#isFirst ? 'replaceable' : outlook;
      },
      whenDecided: (decided) => this.#host.whenDecided(decided),
      onShared: (shared) => this.#host.onLeaseEnded(shared),
      stop: () => reply.cancel(),
      readMost: () => bandwidth.readMost,
      onClaim: (from, to) => {
        this.#host.onClaim(this.slot, from, to, source);
        this.#watch?.noteTaken(from, to);
      },
      onBytes: (taken, passed) => {
        this.#rate?.add(taken + passed);
        this.#lastSign = clock.now();
        source.speed.add(taken);
        source.received += taken;
        if (taken > 0) this.failures = 0;
        this.#host.onBytes(taken, passed);
        payFor(taken + passed, bandwidth, clock, hold);
      },
    });
  }

  #begin(reply: HttpReply, intake: BodyIntake): void {
    this.#reply = reply;
    this.#intake = intake;
    intake.lease.served = true;
    this.#since = this.#host.clock.now();
    this.#lastSign = this.#since;
    this.#rate = new RateEstimator(this.#since);
    this.#state = 'receiving';
  }

  #finish(lease: Lease): void {
    this.#lastRate = this.rate(this.#host.clock.now());
    this.#lease = lease;
    this.#intake = null;
    this.#watch = null;
    this.#reply = null;
    this.#rate = null;
  }
}
