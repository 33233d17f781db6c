import type { Clock } from '../ports/clock.ts';
import type { BodyDecoder, BodyEnd, BodySink, Flow, HttpReply } from '../ports/transport.ts';

/**
 * A reply whose first bytes were looked at: it is held there, and its body begins with them all the
 * same. Only one that is in doubt, or that is small, is peeked at, since those bytes are copied.
 */
export class PeekedReply implements HttpReply {
  readonly head: HttpReply['head'];
  readonly remote: string;
  readonly space: HttpReply['space'];
  readonly #reply: HttpReply;
  readonly #end: Promise<BodyEnd>;
  readonly #seen = Promise.withResolvers<void>();
  /** What has come so far lies at its beginning. */
  #buffer: Uint8Array;
  #filled = 0;
  /** Bytes that are waited for. */
  #wanted: number;
  #ended: BodyEnd | null = null;
  #sink: BodySink | null = null;
  /** True while the first bytes are given on, and whether they were asked to go on meanwhile. */
  #giving = false;
  #goOn = false;

  private constructor(reply: HttpReply, wanted: number, buffer: Uint8Array, decoder: BodyDecoder | null) {
    this.head = reply.head;
    this.remote = reply.remote;
    this.space = reply.space;
    this.#reply = reply;
    this.#wanted = wanted;
    this.#buffer = buffer;
    const readMost = (): number => this.#sink?.readMost ?? Infinity;
    const sink: BodySink = {
      write: (bytes) => this.#sink?.write(bytes) ?? this.#collect(bytes),
      get readMost() {
        return readMost();
      },
    };
    this.#end = reply.receive(sink, decoder).then((end) => {
      this.#ended = end;
      this.#seen.resolve();
      return end;
    });
  }

  /** Waits for `length` bytes of the body, or for its end. `decoder` as in `receive`, which then has none. */
  static async of(reply: HttpReply, length: number, decoder: BodyDecoder | null): Promise<PeekedReply> {
    const peeked = new PeekedReply(reply, length, new Uint8Array(length), decoder);
    await peeked.#seen.promise;
    return peeked;
  }

  /** Waits for the end of a body, for `most` milliseconds at most. It is collected in `buffer`, where that suffices. */
  static async ofAll(reply: HttpReply, buffer: Uint8Array, most: number, clock: Clock): Promise<PeekedReply> {
    const peeked = new PeekedReply(reply, Infinity, buffer, null);
    const takeBack = clock.after(most, () => {
      peeked.#wanted = 0;
      peeked.#seen.resolve();
    });
    await peeked.#seen.promise;
    takeBack();
    return peeked;
  }

  /** What has come so far: the reply's own until `receive`. */
  get start(): Uint8Array {
    return this.#buffer.subarray(0, this.#filled);
  }

  /** Whether that is the whole body. */
  get isWhole(): boolean {
    return this.#ended?.kind === 'whole';
  }

  /** How the body ended; null where there is more of it. */
  get ended(): BodyEnd | null {
    return this.#ended;
  }

  async receive(sink: BodySink): Promise<BodyEnd> {
    const flow = this.#giveStart(sink);
    if (flow === 'enough') {
      this.#reply.cancel();
      return { kind: 'stopped' };
    }
    if (flow === 'more' || this.#goOn) this.#reply.resume();
    return this.#end;
  }

  resume(): void {
    if (this.#giving) this.#goOn = true;
    else this.#reply.resume();
  }

  cancel(): void {
    this.#reply.cancel();
  }

  #collect(bytes: Uint8Array): Flow {
    const length = this.#filled + bytes.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.start);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#filled);
    this.#filled = length;
    if (length < this.#wanted) return 'more';
    this.#seen.resolve();
    return 'hold';
  }

  #giveStart(sink: BodySink): Flow {
    const { start } = this;
    this.#filled = 0;
    this.#sink = sink;
    if (start.length === 0) return 'more';
    this.#giving = true;
    const flow = sink.write(start);
    this.#giving = false;
    return flow;
  }
}
