import { expect, test } from 'vitest';
import type { HttpRequest } from '../ports/transport.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryTransport } from '../testing/memory/memory-transport.ts';
import { isLost, LiveTransport } from './live-transport.ts';

const body = new Uint8Array(100_000).fill(7);

function open(ranges = true): { clock: FakeClock; inner: MemoryTransport; live: LiveTransport } {
  const clock = new FakeClock();
  const inner = new MemoryTransport(clock, { body, etag: '"a"', ranges }, 1_000, 10);
  return { clock, inner, live: new LiveTransport(inner) };
}

const request: HttpRequest = {
  url: new URL('http://127.0.0.1/file'),
  headers: [['Range', 'bytes=0-']],
  connectTimeout: 1_000,
  firstByteTimeout: 1_000,
  idleTimeout: 1_000,
};

test('D10: a request without an answer is sent again at once, and its caller hears of nothing', async () => {
  const { clock, inner, live } = open();
  const opened = live.open(request, new AbortController().signal);
  await clock.advanceAsync(5);
  live.giveUpAll();
  await clock.advanceAsync(20);
  expect([(await opened).ok, inner.requests]).toEqual([true, 2]);
});

test('D10: a part that comes in ends as lost, with the bytes that came', async () => {
  const { clock, live } = open();
  const opened = live.open(request, new AbortController().signal);
  await clock.advanceAsync(10);
  const reply = await opened;
  if (!reply.ok) throw new Error('it was answered');
  let came = 0;
  const ended = reply.value.receive({
    write(bytes) {
      came += bytes.length;
      return 'more';
    },
  });
  await clock.advanceAsync(50);
  live.giveUpAll();
  const end = await ended;
  expect([came, end.kind === 'failed' && isLost(end.failure)]).toEqual([5_000, true]);
});

test('D10: a reply with the whole file, which could not be gone on with, is left alone', async () => {
  const { clock, live } = open(false);
  const opened = live.open(request, new AbortController().signal);
  await clock.advanceAsync(10);
  const reply = await opened;
  if (!reply.ok) throw new Error('it was answered');
  const ended = reply.value.receive({ write: () => 'more' });
  live.giveUpAll();
  await clock.advanceAsync(2_000);
  expect(await ended).toEqual({ kind: 'whole' });
});

test('an abort is the caller’s own: nothing is sent again', async () => {
  const { clock, inner, live } = open();
  const stop = new AbortController();
  const opened = live.open(request, stop.signal);
  await clock.advanceAsync(5);
  stop.abort();
  live.giveUpAll();
  await clock.advanceAsync(20);
  expect([await opened, inner.requests]).toEqual([{ ok: false, failure: { code: 'user-stopped' } }, 1]);
});
