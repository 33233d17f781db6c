import fc from 'fast-check';
import {
  replyOutcome,
  textBytes,
  type ReplyOutcome,
} from '../../electron/engine/policy/http-message/response-reader-outcome.ts';
import { ResponseReader } from '../../electron/engine/policy/http-message/response-reader.ts';
import { claim, fuzzTarget, latin1Of, type FuzzTarget } from './fuzz-target.ts';

const lines = [
  'Server: x',
  'Connection: close',
  'Connection: keep-alive',
  'Content-Length: 5',
  'Content-Length: 06',
  'Content-Length: 5, 5',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Content-Range: bytes 0-4/5',
  'X: y\r\n  folded',
  'broken',
  ': empty',
  'N\0UL: x',
];
const statuses = ['200 OK', '206 Partial Content', '204 No Content', '304', '416 Range', '101 x', '100', 'x'];
const interims = ['', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\nA: b\n\n', '\r\n'];
const bodies = [
  'a',
  '\r\n',
  '\n',
  '0',
  '5\r\n',
  '5;e=1\r\nhello\r\n',
  '0\r\n\r\n',
  'ffffffffffffffff\r\n',
  'T: x\r\n',
];

/** Replies of every framing, good and bad, with rubbish in and behind some of them. */
const anyReply = fc
  .tuple(
    fc.constantFrom(...interims),
    fc.constantFrom('HTTP/1.1 ', 'HTTP/1.0 ', 'HTTP/2 ', ''),
    fc.constantFrom(...statuses),
    fc.array(fc.constantFrom(...lines), { maxLength: 4 }),
    fc.constantFrom('\r\n', '\n'),
    latin1Of(bodies),
  )
  .map(([before, version, status, head, end, body]) => {
    return `${before}${version}${status}${end}${head.map((line) => line + end).join('')}${end}${body}`;
  });

const cuts = fc.array(fc.nat({ max: 500 }), { maxLength: 12 });

function cutAt(bytes: Uint8Array, points: readonly number[]): Uint8Array[] {
  const at = [...new Set(points.map((point) => point % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...at, bytes.length].map((point, index) => bytes.subarray(at[index - 1] ?? 0, point));
}

function textOfOutcome(outcome: ReplyOutcome): string {
  const { head, body, end, reusable } = outcome;
  if (end === 'whole' && head?.framing.kind === 'length')
    claim(body.length === head.framing.length, 'a whole body does not have its length');
  if (reusable) claim(end === 'whole', 'a connection is reusable though the reply has not ended');
  return JSON.stringify(outcome);
}

function outcomeText(pieces: readonly Uint8Array[], closes: boolean): string {
  return textOfOutcome(replyOutcome(pieces, closes));
}

/**
 * The same by a caller that reads on only after some of the pieces, and uses each buffer for something
 * else as soon as it may: when the reader has starved, or has kept what is left.
 */
function lazyText(pieces: readonly Uint8Array[], pauses: readonly boolean[], closes: boolean): string {
  const reader = new ResponseReader();
  let body = '';
  let end: ReplyOutcome['end'] = 'unfinished';
  const drain = (): void => {
    for (let step = reader.next(); ; step = reader.next()) {
      if (step === 'body') body += String.fromCharCode(...reader.body);
      if (step === 'end') end = 'whole';
      if (step === 'failed') end = reader.failure ?? { code: 'crash' };
      if (step !== 'body' && step !== 'head') return;
    }
  };
  for (const [index, piece] of pieces.entries()) {
    const buffer = piece.slice();
    reader.feed(buffer);
    if (pauses[index % pauses.length] === true) reader.keep();
    else drain();
    buffer.fill(0xff);
  }
  drain();
  const { reusable } = reader;
  if (closes) end = reader.finish() === 'end' ? 'whole' : (reader.failure ?? { code: 'crash' });
  return textOfOutcome({ head: reader.head, body, end, reusable });
}

const chunkings = fuzzTarget(
  'reply in pieces',
  fc.record({
    text: anyReply,
    points: cuts,
    pauses: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
    closes: fc.boolean(),
  }),
  ({ text, points, pauses, closes }) => {
    const bytes = textBytes(text);
    const pieces = cutAt(bytes, points);
    const whole = outcomeText([bytes], closes);
    claim(outcomeText(pieces, closes) === whole, 'cut up it has another outcome');
    claim(lazyText(pieces, pauses, closes) === whole, 'read with pauses it has another outcome');
  },
);

/** One input here is one reply, read once for each of its bytes and once byte by byte. */
const everyPoint = fuzzTarget(
  'reply cut at every point',
  fc.record({ text: anyReply, closes: fc.boolean() }),
  ({ text, closes }) => {
    const bytes = textBytes(text);
    const whole = outcomeText([bytes], closes);
    for (let point = 1; point < bytes.length; point += 1) {
      const pieces = [bytes.subarray(0, point), bytes.subarray(point)];
      claim(outcomeText(pieces, closes) === whole, `cut at ${point} it has another outcome`);
    }
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    claim(outcomeText(single, closes) === whole, 'byte by byte it has another outcome');
  },
);

const knownReply = fc.record({
  before: fc.constantFrom('', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 x\r\nA: b\r\n\r\n'),
  body: latin1Of(bodies),
  chunks: fc.option(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })),
  points: cuts,
  lost: fc.nat({ max: 500 }),
});

/** What is known to be in it must come out of it, and a reply that ends early is never whole. */
const known = fuzzTarget('reply with a known body', knownReply, ({ before, body, chunks, points, lost }) => {
  const framing = chunks === null ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked';
  const sent = chunks === null ? body : chunked(body, chunks);
  const bytes = textBytes(`${before}HTTP/1.1 200 OK\r\n${framing}\r\n\r\n${sent}`);
  const whole = replyOutcome(cutAt(bytes, points));
  claim(whole.body === body && whole.end === 'whole' && whole.reusable, 'it is not read as it was sent');
  // The blank line behind the last chunk is not needed to know that the body is whole.
  const needed = bytes.length - (chunks === null ? 0 : 2);
  const short = bytes.subarray(0, lost % needed);
  const early = replyOutcome(cutAt(short, points), true);
  claim(body.startsWith(early.body), 'cut short it brings bytes that were not sent');
  claim(early.end !== 'whole', 'cut short it is whole');
});

function chunked(body: string, sizes: readonly number[]): string {
  let text = '';
  for (let at = 0, turn = 0; at < body.length; turn += 1) {
    const data = body.slice(at, at + (sizes[turn % sizes.length] ?? 1));
    text += `${data.length.toString(16)}\r\n${data}\r\n`;
    at += data.length;
  }
  return `${text}0\r\n\r\n`;
}

export const replyTargets: readonly FuzzTarget[] = [chunkings, everyPoint, known];
