import type { BodyDecoder, BodyEnd, BodySink, Flow, HttpReply } from '../ports/transport.ts';

/**
 * A reply whose first bytes were looked at: it is held there, and its body begins with them all the
 * same. Only one that is in doubt is peeked at, since those bytes are copied.
 */
export class PeekedReply implements HttpReply {
  readonly head: HttpReply['head'];
  readonly remote: string;
  readonly space: HttpReply['space'];
  readonly #reply: HttpReply;
  readonly #end: Promise<BodyEnd>;
  #start: Uint8Array[] = [];
  #length = 0;
  #ended: BodyEnd | null = null;
  #sink: BodySink | null = null;
  /** True while the first bytes are given on, and whether they were asked to go on meanwhile. */
  #giving = false;
  #goOn = false;

  private constructor(reply: HttpReply, length: number, decoder: BodyDecoder | null, seen: () => void) {
    this.head = reply.head;
    this.remote = reply.remote;
    this.space = reply.space;
    this.#reply = reply;
    const write = (bytes: Uint8Array): Flow => {
      if (this.#sink !== null) return this.#sink.write(bytes);
      this.#start.push(Uint8Array.from(bytes));
      this.#length += bytes.length;
      if (this.#length < length) return 'more';
      seen();
      return 'hold';
    };
    this.#end = reply.receive({ write }, decoder).then((end) => {
      this.#ended = end;
      seen();
      return end;
    });
  }

  /** Waits for `length` bytes of the body, or for its end. `decoder` as in `receive`, which then has none. */
  static async of(reply: HttpReply, length: number, decoder: BodyDecoder | null): Promise<PeekedReply> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const peeked = new PeekedReply(reply, length, decoder, resolve);
    await promise;
    return peeked;
  }

  /** What has come so far. */
  get start(): Uint8Array {
    return Buffer.concat(this.#start);
  }

  /** Whether that is the whole body. */
  get isWhole(): boolean {
    return this.#ended?.kind === 'whole';
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

  #giveStart(sink: BodySink): Flow {
    const { start } = this;
    this.#start = [];
    this.#sink = sink;
    if (start.length === 0) return 'more';
    this.#giving = true;
    const flow = sink.write(start);
    this.#giving = false;
    return flow;
  }
}
