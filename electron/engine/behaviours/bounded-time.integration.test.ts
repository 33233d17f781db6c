import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { InterruptReason } from '../../../shared/model/reasons.ts';
import { ScriptedServer, type Script } from '../adapters/http/scripted-server.ts';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

/** Real milliseconds in which each must have ended; with the usual timeout of 15 s that is 20 minutes. */
const bound = 20_000;
const crews = [1, 8] as const;
/** A connection may be silent for 200 ms; waits before a next try pass 40 times as fast as real. */
const limits = { timeout: 200, patience: 0, speed: 40 };
let harness: EngineHarness;
let scripted: ScriptedServer | null = null;

afterEach(async () => {
  await harness.close();
  await scripted?.close();
  scripted = null;
});

async function expectEnd(
  url: string,
  connections: number,
  code: InterruptReason | readonly InterruptReason[],
): Promise<void> {
  const end = await harness.fetch({ url, connections, within: bound, body: null });
  expect(end.state).toBe('interrupted');
  expect([code].flat()).toContain(end.code);
}

type Rows = readonly (readonly [
  what: string,
  code: InterruptReason | readonly InterruptReason[],
  options: RangeServerOptions,
])[];

/** What a server may go on with for ever, from the first request. */
const atFirst: Rows = [
  ['D4: never answers', 'network-timeout', { fault: { kind: 'stall', at: 'before-head' } }],
  ['D4: stops within the head', 'network-timeout', { fault: { kind: 'stall', at: 'in-head' } }],
  ['D1: resets before the head', 'network-reset', { fault: { kind: 'reset', at: 'before-head' } }],
  ['D1: closes within the head', 'network-reset', { fault: { kind: 'close', at: 'in-head' } }],
  ['D2: stops before the first byte', 'network-timeout', { fault: { kind: 'stall', at: 0 } }],
  ['E7: answers 500', 'server-unavailable', { status: 500 }],
  ['E7: answers 503', 'server-unavailable', { status: 503 }],
  ['E1: asks to wait a second, again and again', 'server-asked-to-wait', { status: 503, retryAfter: 1 }],
  [
    'E1: asks to wait half a minute, again and again',
    'server-asked-to-wait',
    { status: 429, retryAfter: 30 },
  ],
  ['E2: asks to wait no time at all', 'server-asked-to-wait', { status: 429, retryAfter: 0 }],
  ['F3: leads in a circle', 'server-redirect-loop', { redirect: { status: 302, to: '/file.bin' } }],
  ['F3: leads on and on', 'server-redirect-loop', { redirect: { status: 307, to: '/end', hops: 1_000 } }],
  ['C12: sends header lines without end', 'server-protocol', { headerFlood: { lines: 1e6, length: 80 } }],
  ['C12: sends one header without end', 'server-protocol', { headerFlood: { lines: 1, length: 8 << 20 } }],
  ['C17: sends no head', 'server-protocol', { headless: true }],
  ['C18: answers 204', 'server-no-content', { status: 204 }],
  ['A17: refuses every range, and the whole', ['server-bad-status', 'server-bad-range'], { status: 416 }],
  ['A6: sends other ranges than asked', 'server-bad-range', { ranges: 'forced', shiftStart: 5 }],
  [
    'C2: breaks its chunks off',
    'server-incomplete',
    { framing: 'chunked', chunkFault: 'no-last', ranges: 'ignored' },
  ],
  [
    'C2: sends chunks of no size',
    ['server-protocol', 'server-incomplete'],
    { framing: 'chunked', chunkFault: 'bad-size', ranges: 'ignored' },
  ],
];

describe('(iii) a server that goes on for ever like this', () => {
  // No second connection is ever made: one and eight at most are the same.
  test.each(atFirst)('x 8, %s', async (_what, code, options) => {
    harness = await openHarness(limits);
    const server = await harness.serve({ size: 4 << 20, ...options });
    await expectEnd(server.url, 8, code);
    expect(server.requests.length).toBeLessThan(400);
  });
});

/** The same once bytes have come: the first reply brings some, and nothing after it brings any. */
const inTheMiddle: Rows = [
  ['D4: never answers', 'network-timeout', { fault: { kind: 'stall', at: 'before-head' } }],
  ['D2: stops before the first byte', 'network-timeout', { fault: { kind: 'stall', at: 0 } }],
  ['D1: resets', 'network-reset', { fault: { kind: 'reset', at: 0 } }],
  ['E7: answers 503', 'server-unavailable', { status: 503, fault: null }],
  ['E1: asks to wait', 'server-asked-to-wait', { status: 503, retryAfter: 1, fault: null }],
  ['E3: answers 403', ['server-link-expired', 'server-forbidden'], { status: 403, fault: null }],
  ['F9: answers 404', 'server-not-found', { status: 404, fault: null }],
  [
    'F3: leads in a circle',
    'server-redirect-loop',
    { redirect: { status: 302, to: '/file.bin' }, fault: null },
  ],
  [
    'A6: sends other ranges',
    'server-bad-range',
    { ranges: 'forced', shiftStart: 5, fault: null, etag: '"first"' },
  ],
];

describe('(iii) a server that goes on for ever like this after some bytes', () => {
  test.each(crews.flatMap((n) => inTheMiddle.map((row) => [n, ...row] as const)))(
    'x %i, %s',
    async (connections, _what, code, use) => {
      harness = await openHarness(limits);
      const server = await harness.serve({ size: 8 << 20, fault: { kind: 'close', at: 300_000 } });
      server.setRules([{ when: { from: 2 }, use }]);
      await expectEnd(server.url, connections, code);
      expect(server.requests.length).toBeLessThan(400);
    },
  );
});

/** Writes `text` over and over, as slowly as `every` milliseconds tell, until the peer goes. */
function dripping(text: string, every: number, first = ''): Script {
  return (peer: Socket) => {
    peer.write(first);
    let at = 0;
    const timer = setInterval(() => {
      peer.write(text.charAt(at % text.length), 'latin1');
      at += 1;
    }, every);
    peer.once('close', () => {
      clearInterval(timer);
    });
  };
}

/** Writes `text` as fast as it is read, without end. */
function flooding(text: string, first = ''): Script {
  return (peer: Socket) => {
    peer.write(first);
    const piece = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)), 'latin1');
    const pour = (): void => {
      while (peer.writable && peer.write(piece));
    };
    peer.on('drain', pour);
    pour();
  };
}

const head206 = 'HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-999/1000\r\nContent-Length: 1000\r\n\r\n';
const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

const scripts: readonly (readonly [string, InterruptReason | readonly InterruptReason[], Script])[] = [
  ['D3: a byte of the head now and then', 'network-timeout', dripping('HTTP/1.1 200 OK\r\nX-A: 1\r\n', 100)],
  [
    'C13: interim replies without end',
    ['server-protocol', 'network-timeout'],
    flooding('HTTP/1.1 103 Early\r\n\r\n'),
  ],
  ['C13: an interim reply now and then', 'network-timeout', dripping('HTTP/1.1 100 Continue\r\n\r\n', 20)],
  [
    'C14: trailers without end',
    ['server-protocol', 'server-incomplete'],
    flooding('X-Trailer: 1\r\n', `${chunkedHead}1\r\na\r\n0\r\n`),
  ],
  ['C2: a chunk size without end', 'server-protocol', flooding('0', chunkedHead)],
  ['C2: a chunk extension without end', 'server-protocol', flooding(';a=b', `${chunkedHead}1`)],
  ['D2: a head and then nothing', 'network-timeout', dripping('', 60_000, head206)],
  ['D4: not even a look at the request', 'network-timeout', () => undefined],
];

describe('(iii) a server that writes for ever', () => {
  test.each(scripts)('x 8, %s', async (_what, code, script) => {
    harness = await openHarness(limits);
    scripted = await ScriptedServer.start(script);
    await expectEnd(scripted.url('/file.bin').href, 8, code);
  });

  test('D3: a byte of the body now and then: that is progress, and it completes', async () => {
    harness = await openHarness(limits);
    scripted = await ScriptedServer.start(dripping('x', 30, 'HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n'));
    const end = await harness.fetch({ url: scripted.url('/file.bin').href, body: Buffer.alloc(40, 'x') });
    expect(end).toMatchObject({ state: 'completed', requests: 1 });
  });
});

test.each(crews)(
  '(iii) x %i, patience ends in the middle of a request, however long its timeout',
  async (n) => {
    harness = await openHarness({ timeout: 60_000, patience: 2_000, speed: 4 });
    scripted = await ScriptedServer.start(() => undefined);
    const began = performance.now();
    await expectEnd(scripted.url('/file.bin').href, n, 'network-patience');
    expect(performance.now() - began).toBeLessThan(3_000);
  },
);
