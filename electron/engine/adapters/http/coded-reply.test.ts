import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { BodyEnd, BodySink, Flow, HttpReply } from '../../ports/transport.ts';
import { seededBytes } from '../../testing/range-server/seeded-body.ts';
import { CodedReply } from './coded-reply.ts';
import { CollectingSink } from './reply-drain.ts';

const body = seededBytes(4, 0, 700_000);

/** A reply that pushes `bytes` in pieces and waits where it is told to, as an exchange does. */
class PiecewiseReply implements HttpReply {
  readonly head = { status: 200, version: '1.1', headers: [], framing: { kind: 'chunked' } } as const;
  readonly remote = '';
  readonly space = null;
  readonly #bytes: Uint8Array;
  readonly #end: BodyEnd;
  #at = 0;
  #sink: BodySink | null = null;
  #settle: (end: BodyEnd) => void = () => undefined;

  constructor(bytes: Uint8Array, end: BodyEnd = { kind: 'whole' }) {
    this.#bytes = bytes;
    this.#end = end;
  }

  receive(sink: BodySink): Promise<BodyEnd> {
    this.#sink = sink;
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.resume();
    });
  }

  resume(): void {
    for (let flow: Flow = 'more'; flow === 'more';) {
      if (this.#at >= this.#bytes.length) return this.#settle(this.#end);
      // The buffer is the transport's own: it is overwritten as soon as the call is over.
      const piece = Uint8Array.from(this.#bytes.subarray(this.#at, this.#at + 10_000));
      this.#at += piece.length;
      flow = this.#sink?.write(piece) ?? 'enough';
      piece.fill(0);
      if (flow === 'enough') this.#settle({ kind: 'stopped' });
    }
  }

  cancel(): void {
    this.#at = Infinity;
    this.#settle({ kind: 'stopped' });
  }
}

describe('CodedReply', () => {
  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('C8: undoes %s, and holds when the sink says so', async (decoder, encode) => {
    const reply = new CodedReply(new PiecewiseReply(encode(body)));
    let held = 0;
    const sink = new CollectingSink(() => {
      held += 1;
      setImmediate(() => reply.resume());
      return 'hold';
    });
    expect(await reply.receive(sink, decoder)).toEqual({ kind: 'whole' });
    expect(Buffer.from(sink.text, 'latin1').equals(body)).toBe(true);
    expect(held).toBeGreaterThan(3);
  });

  test('passes the bytes on as they are without a decoder', async () => {
    const sink = new CollectingSink();
    expect(await new CodedReply(new PiecewiseReply(body)).receive(sink)).toEqual({ kind: 'whole' });
    expect(sink.received).toBe(body.length);
  });

  test('stops when the sink has had enough', async () => {
    const sink = new CollectingSink(() => 'enough');
    const reply = new CodedReply(new PiecewiseReply(gzipSync(body)));
    expect(await reply.receive(sink, 'gzip')).toEqual({ kind: 'stopped' });
    expect(sink.received).toBeLessThan(body.length);
  });

  test('ends when it is cancelled while the sink holds it', async () => {
    const reply = new CodedReply(new PiecewiseReply(gzipSync(body)));
    const sink = new CollectingSink(() => {
      setImmediate(() => reply.cancel());
      return 'hold';
    });
    expect(await reply.receive(sink, 'gzip')).toEqual({ kind: 'stopped' });
  });

  test('C8: bytes that are no gzip, and gzip that ends early, are server-protocol', async () => {
    const whole = gzipSync(body);
    for (const bytes of [body, whole.subarray(0, -5)]) {
      const end = await new CodedReply(new PiecewiseReply(bytes)).receive(new CollectingSink(), 'gzip');
      expect(end).toEqual({
        kind: 'failed',
        failure: { code: 'server-protocol', facts: { fault: 'content-coding' } },
      });
    }
  });

  test('hands on why the reply itself failed', async () => {
    const failed: BodyEnd = { kind: 'failed', failure: { code: 'network-reset' } };
    const reply = new CodedReply(new PiecewiseReply(gzipSync(body).subarray(0, 1000), failed));
    expect(await reply.receive(new CollectingSink(), 'gzip')).toEqual(failed);
  });

  test('C11: stops a body that grows beyond all measure', async () => {
    let received = 0;
    const sink: BodySink = {
      write(bytes) {
        received += bytes.length;
        return 'more';
      },
    };
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    expect(await new CodedReply(new PiecewiseReply(bomb)).receive(sink, 'gzip')).toEqual({
      kind: 'failed',
      failure: { code: 'server-too-large', facts: { fault: 'content-coding' } },
    });
    expect(received).toBeLessThanOrEqual(64 * 1024 * 1024);
  });
});
