import { expect, test } from 'vitest';
import type { BodyEnd, BodySink, Flow, HttpReply } from '../ports/transport.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { PeekedReply } from './peeked-reply.ts';

/** A reply that gives its body in pieces, stops while it is held, and tells what was asked of it. */
class PlayedReply implements HttpReply {
  readonly head = { status: 200, version: '1.1', headers: [], framing: { kind: 'chunked' } } as const;
  readonly remote = '127.0.0.1';
  readonly space = null;
  readonly asked: string[] = [];
  readonly #pieces: string[];
  #sink: BodySink | null = null;
  readonly #end = Promise.withResolvers<BodyEnd>();

  constructor(...pieces: string[]) {
    this.#pieces = pieces;
  }

  receive(sink: BodySink, decoder?: string | null): Promise<BodyEnd> {
    this.asked.push(`receive ${decoder ?? 'plain'}`);
    this.#sink = sink;
    this.#give();
    return this.#end.promise;
  }

  resume(): void {
    this.asked.push('resume');
    this.#give();
  }

  cancel(): void {
    this.asked.push('cancel');
    this.#end.resolve({ kind: 'failed', failure: { code: 'user-stopped' } });
  }

  #give(): void {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece === undefined) return this.#end.resolve({ kind: 'whole' });
      // The buffer is the transport's own: it is used again.
      const buffer = Buffer.from(piece);
      const flow = this.#sink?.write(buffer);
      buffer.fill(0);
      if (flow !== 'more') return;
    }
  }
}

/** A reply whose pieces come when the test says so. */
class SlowReply extends PlayedReply {
  #slow: BodySink | null = null;
  readonly #over = Promise.withResolvers<BodyEnd>();

  override receive(sink: BodySink): Promise<BodyEnd> {
    this.#slow = sink;
    return this.#over.promise;
  }

  override resume(): void {
    this.asked.push('resume');
  }

  give(piece: string): Flow | undefined {
    return this.#slow?.write(Buffer.from(piece));
  }

  end(): void {
    this.#over.resolve({ kind: 'whole' });
  }
}

/** Collects the body; `flows` says what to answer, `more` from then on. */
function collector(flows: readonly Flow[] = []): { sink: BodySink; pieces: string[] } {
  const pieces: string[] = [];
  const left = [...flows];
  const write = (bytes: Uint8Array): Flow => {
    pieces.push(Buffer.from(bytes).toString());
    return left.shift() ?? 'more';
  };
  return { sink: { write }, pieces };
}

test('the body begins with what was looked at, and goes on', async () => {
  const reply = new PlayedReply('abc', 'def', 'ghi');
  const peeked = await PeekedReply.of(reply, 4, 'gzip');
  expect([Buffer.from(peeked.start).toString(), peeked.isWhole]).toEqual(['abcdef', false]);
  const { sink, pieces } = collector();
  expect(await peeked.receive(sink)).toEqual({ kind: 'whole' });
  expect([pieces, reply.asked]).toEqual([
    ['abcdef', 'ghi'],
    ['receive gzip', 'resume'],
  ]);
});

test('a body that is shorter has been seen whole', async () => {
  const peeked = await PeekedReply.of(new PlayedReply('abc'), 4, null);
  expect([Buffer.from(peeked.start).toString(), peeked.isWhole]).toEqual(['abc', true]);
  const { sink, pieces } = collector();
  expect(await peeked.receive(sink)).toEqual({ kind: 'whole' });
  expect(pieces).toEqual(['abc']);
});

test('an empty body is none', async () => {
  const peeked = await PeekedReply.of(new PlayedReply(), 4, null);
  const { sink, pieces } = collector();
  expect([await peeked.receive(sink), pieces]).toEqual([{ kind: 'whole' }, []]);
});

test('a sink that has enough, or holds, is obeyed from the first bytes on', async () => {
  const enough = new PlayedReply('abcd', 'efgh');
  const first = collector(['enough']);
  expect(await (await PeekedReply.of(enough, 4, null)).receive(first.sink)).toEqual({ kind: 'stopped' });
  expect([first.pieces, enough.asked.at(-1)]).toEqual([['abcd'], 'cancel']);

  const held = await PeekedReply.of(new PlayedReply('abcd', 'efgh'), 4, null);
  const second = collector(['hold']);
  const end = held.receive(second.sink);
  expect(second.pieces).toEqual(['abcd']);
  held.resume();
  expect([await end, second.pieces]).toEqual([{ kind: 'whole' }, ['abcd', 'efgh']]);
});

test('a sink that is ready again before it has said so goes on', async () => {
  const peeked = await PeekedReply.of(new PlayedReply('abcd', 'efgh'), 4, null);
  const pieces: string[] = [];
  const end = await peeked.receive({
    write(bytes) {
      pieces.push(Buffer.from(bytes).toString());
      peeked.resume();
      return pieces.length === 1 ? 'hold' : 'more';
    },
  });
  expect([end, pieces]).toEqual([{ kind: 'whole' }, ['abcd', 'efgh']]);
});

test('all of a body is waited for, in the buffer that was given, and in a larger one where it is too small', async () => {
  for (const room of [9, 2]) {
    const buffer = new Uint8Array(room);
    const peeked = await PeekedReply.ofAll(
      new PlayedReply('abc', 'def', 'ghi'),
      buffer,
      100,
      new FakeClock(),
    );
    expect([Buffer.from(peeked.start).toString(), peeked.ended]).toEqual(['abcdefghi', { kind: 'whole' }]);
    expect(peeked.start.buffer === buffer.buffer).toBe(room === 9);
  }
});

test('a body that takes too long is given on with what has come, and goes on', async () => {
  const clock = new FakeClock();
  const reply = new SlowReply();
  const waiting = PeekedReply.ofAll(reply, new Uint8Array(9), 100, clock);
  expect(reply.give('abc')).toBe('more');
  await clock.advanceAsync(100);
  const peeked = await waiting;
  expect([Buffer.from(peeked.start).toString(), peeked.ended]).toEqual(['abc', null]);
  // What comes before anybody receives is held, and not lost.
  expect(reply.give('def')).toBe('hold');
  const { sink, pieces } = collector();
  const end = peeked.receive(sink);
  expect(reply.give('ghi')).toBe('more');
  reply.end();
  expect([await end, pieces]).toEqual([{ kind: 'whole' }, ['abcdef', 'ghi']]);
});
