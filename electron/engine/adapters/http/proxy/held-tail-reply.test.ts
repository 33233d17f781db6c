import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BodyEnd, BodySink, Flow, HttpReply } from '../../../ports/transport.ts';
import { HeldTailReply, heldTailBytes } from './held-tail-reply.ts';

/** A reply whose body is what a test pushes into it. */
class PushedReply implements HttpReply {
  readonly head = { status: 200, version: '1.1', headers: [], framing: { kind: 'none' } } as const;
  readonly remote = '';
  readonly space = null;
  resumed = 0;
  cancelled = false;
  sink: BodySink | null = null;
  end: (end: BodyEnd) => void = () => undefined;

  receive(sink: BodySink): Promise<BodyEnd> {
    this.sink = sink;
    return new Promise((resolve) => {
      this.end = resolve;
    });
  }

  /** The chunk lies in a buffer that is used again, as the transport's own does. */
  push(bytes: Uint8Array): Flow {
    const lent = Uint8Array.from(bytes);
    const flow = this.sink?.write(lent) ?? 'enough';
    lent.fill(0xee);
    return flow;
  }

  resume(): void {
    this.resumed += 1;
  }

  cancel(): void {
    this.cancelled = true;
  }
}

class Collector implements BodySink {
  readonly pieces: Uint8Array[] = [];
  flow: Flow = 'more';

  write(bytes: Uint8Array): Flow {
    this.pieces.push(Uint8Array.from(bytes));
    return this.flow;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }
}

function open(): { inner: PushedReply; sink: Collector; ended: Promise<BodyEnd> } {
  const inner = new PushedReply();
  const sink = new Collector();
  return { inner, sink, ended: new HeldTailReply(inner).receive(sink) };
}

const chunks = fc.array(fc.nat(3 * heldTailBytes), { maxLength: 8 });

test('G5: a body that ends as promised comes whole, however it was cut', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, async (lengths) => {
      const { inner, sink, ended } = open();
      const body = Buffer.from(
        Array.from(
          { length: lengths.reduce((sum, each) => sum + each, 0) },
          (_, at) => (at * 31 + (at >> 8)) & 0xff,
        ),
      );
      let at = 0;
      for (const length of lengths) expect(inner.push(body.subarray(at, (at += length)))).toBe('more');
      inner.end({ kind: 'whole' });
      expect(await ended).toEqual({ kind: 'whole' });
      expect(sink.bytes.equals(body)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('G5: of a body that breaks off the last bytes are dropped, and only those', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, async (lengths) => {
      const { inner, sink, ended } = open();
      const count = lengths.reduce((sum, each) => sum + each, 0);
      for (const length of lengths) inner.push(new Uint8Array(length));
      const failed: BodyEnd = { kind: 'failed', failure: { code: 'server-incomplete' } };
      inner.end(failed);
      expect(await ended).toEqual(failed);
      expect(sink.bytes.length).toBe(Math.max(0, count - heldTailBytes));
    }),
    { numRuns: 50 },
  );
});

test('what the sink says goes through: hold, enough, and enough with the last bytes', async () => {
  const { inner, sink, ended } = open();
  sink.flow = 'hold';
  expect(inner.push(new Uint8Array(10))).toBe('more');
  expect(inner.push(new Uint8Array(heldTailBytes))).toBe('hold');
  sink.flow = 'enough';
  expect(inner.push(new Uint8Array(1))).toBe('enough');
  inner.end({ kind: 'stopped' });
  expect(await ended).toEqual({ kind: 'stopped' });
  expect(sink.bytes.length).toBe(11);

  const last = open();
  last.sink.flow = 'enough';
  last.inner.push(new Uint8Array(5));
  last.inner.end({ kind: 'whole' });
  expect([await last.ended, last.sink.bytes.length]).toEqual([{ kind: 'stopped' }, 5]);
});

test('resume and cancel reach the connection', () => {
  const inner = new PushedReply();
  const reply = new HeldTailReply(inner);
  reply.resume();
  reply.cancel();
  expect([inner.resumed, inner.cancelled]).toEqual([1, true]);
});
