import type {
  BodyDecoder,
  BodyEnd,
  BodySink,
  Flow,
  HttpReply,
  HttpReplyHead,
} from '../../../ports/transport.ts';

/** Last bytes of a body that are passed on only when more has come or the body has ended as promised. */
export const heldTailBytes = 8 * 1024;

/**
 * A reply that a proxy passes on in the open. When a transfer breaks off, some proxies write a message of
 * their own where the file would have gone on ("transfer interrupted", a page of HTML), and within the
 * promised length nothing tells it from the file. So the last bytes of a body that does not end as it
 * should are dropped, and fetched again.
 */
export class HeldTailReply implements HttpReply {
  readonly #inner: HttpReply;

  constructor(inner: HttpReply) {
    this.#inner = inner;
  }

  get head(): HttpReplyHead {
    return this.#inner.head;
  }

  get remote(): string {
    return this.#inner.remote;
  }

  get space(): HttpReply['space'] {
    return this.#inner.space;
  }

  async receive(sink: BodySink, decoder: BodyDecoder | null = null): Promise<BodyEnd> {
    const tail = new HeldTail(sink);
    const end = await this.#inner.receive(tail, decoder);
    return end.kind === 'whole' && tail.release() === 'enough' ? { kind: 'stopped' } : end;
  }

  resume(): void {
    this.#inner.resume();
  }

  cancel(): void {
    this.#inner.cancel();
  }
}

/** Passes everything on but the last bytes. */
class HeldTail implements BodySink {
  readonly #sink: BodySink;
  /** What is held lies at its front. */
  #buffer = new Uint8Array(0);
  #held = 0;

  constructor(sink: BodySink) {
    this.#sink = sink;
  }

  write(bytes: Uint8Array): Flow {
    const count = this.#held + bytes.length;
    const joined = this.#room(count);
    joined.set(bytes, this.#held);
    const passed = Math.max(0, count - heldTailBytes);
    this.#held = count - passed;
    if (passed === 0) return 'more';
    const flow = this.#sink.write(joined.subarray(0, passed));
    joined.copyWithin(0, passed, count);
    return flow;
  }

  /** The body has ended as it should: the rest is passed on. */
  release(): Flow {
    const rest = this.#buffer.subarray(0, this.#held);
    this.#held = 0;
    return rest.length === 0 ? 'more' : this.#sink.write(rest);
  }

  /** A buffer of at least `count` bytes that begins with what is held. */
  #room(count: number): Uint8Array {
    if (this.#buffer.length < count) {
      const larger = new Uint8Array(count);
      larger.set(this.#buffer.subarray(0, this.#held));
      this.#buffer = larger;
    }
    return this.#buffer;
  }
}
