import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Sum } from '../../../shared/model/sums.ts';
import type { RunningDigest } from '../ports/hasher.ts';
import type { BodyEnd, BodySink, Flow, KeptMemory } from '../ports/transport.ts';

/**
 * Hashes what one reply carries on its way into the file, and notes which of it was taken, so that a
 * reply which does not match its own Content-Digest (RFC 9530 section 2) can be taken out again.
 */
export class ContentWatch implements BodySink {
  readonly #expected: Sum;
  readonly #digest: RunningDigest;
  readonly #sink: BodySink;
  readonly #taken: ByteRange[] = [];

  constructor(expected: Sum, digest: RunningDigest, sink: BodySink) {
    this.#expected = expected;
    this.#digest = digest;
    this.#sink = sink;
  }

  get readMost(): number {
    return this.#sink.readMost ?? Infinity;
  }

  write(bytes: Uint8Array, memory: KeptMemory | null = null): Flow {
    this.#digest.update(bytes);
    return this.#sink.write(bytes, memory);
  }

  noteTaken(start: number, end: number): void {
    const last = this.#taken.at(-1);
    if (last?.end === start) this.#taken[this.#taken.length - 1] = { start: last.start, end };
    else this.#taken.push({ start, end });
  }

  /** What it took, where the reply came to its end and is not what its digest says; else empty. */
  damaged(end: BodyEnd): readonly ByteRange[] {
    // A reply that was not read to its end cannot be compared.
    if (end.kind !== 'whole') return [];
    return this.#digest.hex() === this.#expected.hex ? [] : this.#taken;
  }
}
