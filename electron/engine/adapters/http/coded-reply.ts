import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { Failure } from '../../../../shared/model/reasons.ts';
import type {
  BodyDecoder,
  BodyEnd,
  BodySink,
  Flow,
  HttpReply,
  HttpReplyHead,
} from '../../ports/transport.ts';

/** Decoded bytes that are let through whatever the coded ones were, and how many for each of those. */
const alwaysAllowed = 64 * 1024 * 1024;
const expansionMost = 256;

const makers: Readonly<Record<BodyDecoder, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** A reply whose body can be undone on its way: the sink then gets the decoded bytes, at its own pace. */
export class CodedReply implements HttpReply {
  readonly #inner: HttpReply;
  #decoding: Decoding | null = null;

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

  receive(sink: BodySink, decoder: BodyDecoder | null = null): Promise<BodyEnd> {
    if (decoder === null) return this.#inner.receive(sink);
    this.#decoding = new Decoding(this.#inner, makers[decoder](), sink);
    return this.#decoding.run();
  }

  resume(): void {
    if (this.#decoding === null) this.#inner.resume();
    else this.#decoding.resume();
  }

  cancel(): void {
    this.#inner.cancel();
    this.#decoding?.settle({ kind: 'stopped' });
  }
}

/** One body on its way through a decoder. However it ends, it ends once, in `settle`. */
class Decoding implements BodySink {
  readonly #inner: HttpReply;
  readonly #stream: Transform;
  readonly #sink: BodySink;
  #settle: ((end: BodyEnd) => void) | null = null;
  #coded = 0;
  #decoded = 0;
  #resumedInWrite = false;

  constructor(inner: HttpReply, stream: Transform, sink: BodySink) {
    this.#inner = inner;
    this.#stream = stream;
    this.#sink = sink;
  }

  run(): Promise<BodyEnd> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#stream.on('data', (bytes: Buffer) => this.#give(bytes));
      this.#stream.on('drain', () => this.#inner.resume());
      this.#stream.on('end', () => this.settle({ kind: 'whole' }));
      this.#stream.on('error', () =>
        this.#fail({ code: 'server-protocol', facts: { fault: 'content-coding' } }),
      );
      void this.#inner.receive(this).then((end) => {
        if (end.kind === 'whole') this.#stream.end();
        else this.settle(end);
      });
    });
  }

  /** Takes coded bytes; they are the transport's own, so a copy goes on. */
  write(bytes: Uint8Array): Flow {
    if (this.#settle === null) return 'enough';
    this.#coded += bytes.length;
    return this.#stream.write(Buffer.from(bytes)) ? 'more' : 'hold';
  }

  resume(): void {
    this.#resumedInWrite = true;
    this.#stream.resume();
  }

  settle(end: BodyEnd): void {
    const settle = this.#settle;
    if (settle === null) return;
    this.#settle = null;
    this.#stream.destroy();
    settle(end);
  }

  #give(bytes: Buffer): void {
    if (this.#settle === null) return;
    this.#decoded += bytes.length;
    if (this.#decoded > Math.max(alwaysAllowed, this.#coded * expansionMost)) {
      return this.#fail({ code: 'server-too-large', facts: { fault: 'content-coding' } });
    }
    this.#resumedInWrite = false;
    const flow = this.#sink.write(bytes);
    if (flow === 'hold' && !this.#resumedInWrite) this.#stream.pause();
    if (flow !== 'enough') return;
    this.#inner.cancel();
    this.settle({ kind: 'stopped' });
  }

  #fail(failure: Failure): void {
    // Settled first: what the inner reply says about being cancelled is not the reason.
    this.settle({ kind: 'failed', failure });
    this.#inner.cancel();
  }
}
