/** Milliseconds that one connection stays alone at most, and as a share of the whole download. */
const aloneMost = 1_000;
const aloneShare = 0.01;
/** Less tells nothing about a connection. */
const measuredLeast = 200;
/**
 * A connection that brings nothing for so long, in so many looks, is not waited for. A late look alone
 * says only that the program was busy.
 */
const silentMost = 100;
const silentLooks = 5;
/** By then a line that would not be measured for long enough is not taken for one by mistake. */
const hopelessFrom = 20;
/** Before this only what lay ready in buffers has come. */
const judgedFrom = 10;

/**
 * Measures the first connection of a download while it is alone, for the comparison with what one
 * connection would have taken. The others wait for it, so it ends as soon as it would cost more
 * than 1 % of the download, or cannot tell anything for that price. What is measured is the second
 * half of the time so far: the first brings what lay in buffers, and the connection's slow start.
 */
export class SoloMeter {
  readonly #missing: number;
  readonly #connections: number;
  /** Milliseconds since the start, and bytes by then; ascending. */
  readonly #points: { readonly at: number; readonly bytes: number }[] = [{ at: 0, bytes: 0 }];

  /** `missing`: bytes to fetch in all; `connections`: how many will share them. */
  constructor(missing: number, connections: number) {
    this.#missing = missing;
    this.#connections = connections;
  }

  /** Milliseconds until the next look. */
  get pause(): number {
    return Math.min(20, Math.max(judgedFrom / 2, this.#last.at));
  }

  /** Notes `bytes` that have come by `at` (milliseconds since the start); true when it should end. */
  look(at: number, bytes: number): boolean {
    this.#points.push({ at, bytes });
    if (at >= aloneMost) return true;
    if (bytes === 0) return at >= silentMost && this.#points.length > silentLooks;
    if (at < judgedFrom) return false;
    // Bytes come in bursts: one alone must not make the line look fast.
    const rate = Math.min(this.#secondHalf(), (bytes * 1_000) / at);
    const allowed = (aloneShare * this.#missing * 1_000) / (this.#connections * rate);
    return at >= allowed || (allowed < measuredLeast && at >= hopelessFrom);
  }

  /** Bytes per second of the one connection; null where it was not alone for long enough. */
  get rate(): number | null {
    return this.#last.at >= measuredLeast && this.#last.bytes > 0 ? this.#secondHalf() : null;
  }

  get #last(): { readonly at: number; readonly bytes: number } {
    return this.#points.at(-1) ?? { at: 0, bytes: 0 };
  }

  #secondHalf(): number {
    const { at, bytes } = this.#last;
    const half = this.#points.findLast((point) => point.at <= at / 2) ?? { at: 0, bytes: 0 };
    return ((bytes - half.bytes) * 1_000) / (at - half.at);
  }
}
