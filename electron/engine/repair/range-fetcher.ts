import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { delay } from '../delay.ts';
import { openSource, type OpenDeps, type OpenFailure } from '../sources/open-source.ts';
import type { Source } from '../sources/source.ts';

/** Tries of one request, and milliseconds between them. */
const triesMost = 3;
const betweenTries = 500;

/** Fetches ranges for a repair, and counts what came. */
export class RangeFetcher {
  readonly #deps: OpenDeps;
  /** Bytes that came, those of tries that failed too. */
  fetched = 0;
  requests = 0;
  /** Told of bytes as they come. */
  onBytes: (bytes: number) => void = () => undefined;

  constructor(deps: OpenDeps) {
    this.#deps = deps;
  }

  /**
   * How long the file is at a source, by one byte of it. Null: it does not tell. A source that cannot be
   * used is set aside.
   */
  async sizeAt(source: Source, signal: AbortSignal): Promise<Result<number | null, Failure>> {
    const opened = await this.#open(source, { start: 0, end: 1 }, null, signal);
    if (!opened.ok) {
      if (opened.failure.kind === 'nothing-there') return ok(opened.failure.size);
      return this.#refuse(source, opened.failure, signal);
    }
    opened.value.reply.cancel();
    const { verdict } = opened.value;
    if (verdict.kind === 'whole') return this.#refuse(source, { kind: 'failed', failure: noParts }, signal);
    source.validator = verdict.validator;
    source.state = 'good';
    return ok(verdict.size);
  }

  /** The bytes of a range; a source that does not bring them after some tries is set aside. */
  async fetch(
    source: Source,
    range: ByteRange,
    size: number,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, Failure>> {
    for (let tries = 1; ; tries += 1) {
      const brought = await this.#once(source, range, size, signal);
      if (brought.ok) {
        source.received += brought.value.length;
        return brought;
      }
      source.failures += 1;
      const lasting = brought.failure.kind !== 'failed' || signal.aborted || tries >= triesMost;
      if (lasting) return this.#refuse(source, brought.failure, signal);
      await delay(this.#deps.clock, betweenTries * tries, signal);
    }
  }

  async #once(
    source: Source,
    range: ByteRange,
    size: number,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, OpenFailure>> {
    const opened = await this.#open(source, range, size, signal);
    if (!opened.ok) return opened;
    const { reply, verdict } = opened.value;
    if (verdict.kind === 'whole') {
      reply.cancel();
      return fail({ kind: 'no-ranges', failure: noParts });
    }
    const bytes = new Uint8Array(range.end - range.start);
    let filled = 0;
    const end = await reply.receive({
      write: (chunk) => {
        this.fetched += chunk.length;
        this.onBytes(chunk.length);
        const taken = chunk.subarray(0, bytes.length - filled);
        bytes.set(taken, filled);
        filled += taken.length;
        return taken.length < chunk.length ? 'enough' : 'more';
      },
    });
    if (filled === bytes.length) return ok(bytes);
    const failure: Failure = end.kind === 'failed' ? end.failure : { code: 'server-incomplete' };
    return fail({ kind: 'failed', failure });
  }

  #open(source: Source, range: ByteRange, size: number | null, signal: AbortSignal) {
    this.requests += 1;
    return openSource(this.#deps, source, range, { size, validator: source.validator }, signal);
  }

  #refuse(source: Source, problem: OpenFailure, signal: AbortSignal): Result<never, Failure> {
    const failure = causeOf(problem);
    if (!signal.aborted) source.setAside(failure);
    return fail(failure);
  }
}

const noParts: Failure = { code: 'server-no-resume' };

function causeOf(problem: OpenFailure): Failure {
  switch (problem.kind) {
    case 'failed':
      return problem.failure;
    case 'no-ranges':
      return noParts;
    case 'changed':
    case 'nothing-there':
      return { code: 'server-changed' };
  }
}
