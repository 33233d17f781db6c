import { Crew } from './crew.ts';
import { decideRetry } from '../policy/retries/retry-policy.ts';
import { scout } from './scout.ts';
import { leaveUnwanted } from './unwanted-connections.ts';
import type { OpenStream } from './worker-host.ts';
import type { TransferOptions } from './transfer-options.ts';
import { TransferState, type TransferEnd } from './transfer-state.ts';

const tickLength = 250;
/** Milliseconds between two saves. What comes after the last one comes again after a kill. */
const saveLength = 100;
/** Bytes beyond which it is saved with each tick only: a save names every MiB. */
const savedOftenMost = 2 ** 31;

/**
 * Brings the missing bytes of one representation into the part file. First one connection alone
 * (the scout) finds out whether they can be had; then the crew shares the rest. When the whole crew
 * has failed, the retry policy says whether and when the next scout goes out.
 */
export class Transfer {
  readonly state: TransferState;
  readonly #options: TransferOptions;
  #crew: Crew | null = null;

  constructor(options: TransferOptions) {
    this.#options = options;
    this.state = new TransferState(options);
  }

  /**
   * Runs to the end. `first` is the probe's reply, from whose stream the transfer goes on; null
   * sends a scout. Never rejects.
   */
  async run(first: Omit<OpenStream, 'lease'> | null): Promise<TransferEnd> {
    const stopTicking = this.#startTicking();
    try {
      return await this.#loop(first === null ? null : this.#streamOf(first));
    } finally {
      stopTicking();
      this.state.close();
      await this.#options.writer.flush();
    }
  }

  /** Sources were added while it runs. */
  admitMirrors(): void {
    this.#crew?.admitMirrors();
  }

  async #loop(first: OpenStream | null): Promise<TransferEnd> {
    const { state } = this;
    let stream = first;
    const { nap } = this.#options;
    let failures = 0;
    for (;;) {
      const before = state.most;
      const { wakes } = nap;
      if (stream === null) {
        const found = await scout(state);
        if (found.kind === 'changed') return state.end ?? found;
        if (found.kind === 'stream') stream = found.stream;
        if (found.kind === 'failed') state.lastFailure = found.failure;
      }
      if (stream !== null) await this.#work(stream);
      stream = null;
      if (state.end !== null) return state.end;
      if (state.complete) {
        if (!(await this.#isSettled())) continue;
        return state.end ?? { kind: 'received', size: state.size ?? state.claimed };
      }
      if (state.signal.aborted) return { kind: 'stopped' };
      // What a sleep cut off is no failure.
      if (nap.wakes > wakes) continue;
      failures = state.most > before ? 0 : failures + 1;
      const end = await this.#waitForNextScout(failures);
      if (end !== null) return end;
    }
  }

  /** Whether every byte stays, once what can be checked of them was; what was taken out is planned anew. */
  async #isSettled(): Promise<boolean> {
    const { state } = this;
    await this.#options.writer.flush();
    await this.#options.settle();
    if (state.end !== null || state.signal.aborted) return true;
    if (this.#options.writer.failed || this.#options.writer.received.missing(state.size ?? 0).length === 0)
      return true;
    state.replan();
    return false;
  }

  async #work(stream: OpenStream): Promise<void> {
    this.#options.onWorking();
    this.#crew = new Crew(this.state);
    await this.#crew.work(stream);
    this.#crew = null;
  }

  /** Waits as the retry policy says; the value is the end of the transfer where it gives up. */
  async #waitForNextScout(failures: number): Promise<TransferEnd | null> {
    const { clock, nap, patience } = this.#options;
    const failure = this.state.lastFailure;
    const decision = decideRetry({
      failure,
      failuresWithoutProgress: failures,
      silence: this.#silence(),
      patience,
      chance: clock.random(),
    });
    if (decision.kind === 'give-up') return { kind: 'failed', failure: decision.failure };
    this.#options.onWait({ failure, due: clock.now() + decision.delay });
    await nap.wait(decision.delay, failure.code === 'server-asked-to-wait', this.state.signal);
    this.#options.onWait(null);
    return this.state.signal.aborted ? (this.state.end ?? { kind: 'stopped' }) : null;
  }

  #streamOf(first: Omit<OpenStream, 'lease'>): OpenStream | null {
    const lease = this.state.planner.nextFrom(1, 0);
    if (lease !== null) return { ...first, lease };
    first.opened.reply.cancel();
    return null;
  }

  /** Slow connections are replaced and idle ones woken, four times a second. */
  #startTicking(): () => void {
    const { clock } = this.#options;
    const stopSaving = this.#startSaving();
    const beat = (): void => {
      this.#crew?.replaceSlow();
      leaveUnwanted(this.state);
      this.#checkPatience();
      this.#options.onTick();
      this.state.wakeAll();
      takeBack = clock.after(tickLength, beat);
    };
    let takeBack = clock.after(tickLength, beat);
    return () => {
      stopSaving();
      takeBack();
    };
  }

  /** Small buffers are written, and what is written is saved: at once, so that little comes again after a kill. */
  #startSaving(): () => void {
    const { clock, onSave, writer } = this.#options;
    let flushing = false;
    let stopped = false;
    const flush = async (): Promise<void> => {
      flushing = true;
      await writer.flush();
      flushing = false;
      if (!stopped) onSave();
    };
    const beat = (): void => {
      // A slow disk holds the flush up, and not the word of what it has taken.
      if (flushing) onSave();
      else void flush();
      takeBack = clock.after(this.state.claimed > savedOftenMost ? tickLength : saveLength, beat);
    };
    let takeBack = clock.after(saveLength, beat);
    return () => {
      stopped = true;
      takeBack();
    };
  }

  /** Milliseconds since the last new byte, or since the machine woke. */
  #silence(): number {
    const { clock, lookAround, nap } = this.#options;
    lookAround();
    return clock.now() - Math.max(this.state.lastByteAt, nap.wokenAt);
  }

  #checkPatience(): void {
    const { patience } = this.#options;
    if (patience === 0 || this.#silence() <= patience) return;
    const facts = { seconds: Math.round(patience / 1_000), last: this.state.lastFailure.code };
    this.state.finish({ kind: 'failed', failure: { code: 'network-patience', facts } });
  }
}
