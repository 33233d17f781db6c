import fc from 'fast-check';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Failure } from '../../../../../shared/model/reasons.ts';
import { rulesOf } from '../../../policy/proxy/proxy-rules.ts';
import { startRangeServer, type RangeServer } from '../../../testing/range-server/range-server.ts';
import { drain, requestFor } from '../reply-drain.ts';
import { createHttpTransport } from '../transport.ts';

/** What a SOCKS server answers to the n-th message of a client; null closes. */
type Script = (message: Buffer, number: number) => Buffer | null;

const size = 50_000;
let origin: RangeServer;
let server: Server | null = null;
const messages: Buffer[] = [];

beforeAll(async () => {
  origin = await startRangeServer({ size });
});
afterAll(() => origin.close());
afterEach(async () => {
  messages.length = 0;
  const closing = server;
  server = null;
  if (closing !== null) await new Promise((resolve) => closing.close(resolve));
});

/** Speaks SOCKS by a script, and passes everything on to the origin once `granted` was written. */
async function socksServer(script: Script, granted: (answer: Buffer) => boolean): Promise<number> {
  const listening = createServer((client: Socket) => {
    client.on('error', () => undefined);
    let number = 0;
    const read = (message: Buffer): void => {
      messages.push(message);
      const answer = script(message, ++number);
      if (answer === null) return void client.destroy();
      client.write(answer);
      if (!granted(answer)) return;
      client.off('data', read);
      const to = connect(Number(new URL(origin.origin).port), '127.0.0.1');
      to.on('error', () => client.destroy());
      to.on('close', () => client.destroy());
      client.on('close', () => to.destroy());
      client.pipe(to).pipe(client);
    };
    client.on('data', read);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (listening.address() as AddressInfo).port;
}

async function fetchBy(proxy: string, host: string): Promise<number | Failure> {
  const transport = createHttpTransport({ proxies: () => rulesOf(proxy, '', {}) });
  const url = new URL(origin.url);
  url.hostname = host;
  try {
    const reply = await transport.open(
      requestFor(url, { connectTimeout: 500 }),
      new AbortController().signal,
    );
    if (!reply.ok) return reply.failure;
    const { text, end } = await drain(reply.value);
    expect(end.kind).toBe('whole');
    return text.length;
  } finally {
    transport.close();
  }
}

const fault = (name: string, facts: Failure['facts'] = {}): Failure => ({
  code: 'network-proxy',
  facts: { fault: name, ...facts },
});
const granted4 = Buffer.from([0, 90, 0, 0, 0, 0, 0, 0]);
const granted5 = Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 80]);

test('G5: SOCKS 4a leaves the name to the proxy, SOCKS 4 looks it up here', async () => {
  const port = await socksServer(
    () => granted4,
    () => true,
  );
  const number = Number(new URL(origin.origin).port);
  const portBytes = Buffer.from([number >> 8, number & 0xff]);
  expect(await fetchBy(`socks4a://ali@127.0.0.1:${port}`, 'no.such.name.invalid')).toBe(size);
  expect(await fetchBy(`socks4://ali@127.0.0.1:${port}`, 'localhost')).toBe(size);
  const head = Buffer.concat([Buffer.from([4, 1]), portBytes]);
  expect(messages).toEqual([
    Buffer.concat([head, Buffer.from([0, 0, 0, 1]), Buffer.from('ali\0no.such.name.invalid\0')]),
    Buffer.concat([head, Buffer.from([127, 0, 0, 1]), Buffer.from('ali\0')]),
  ]);
  expect(await fetchBy(`socks4://127.0.0.1:${port}`, 'no.such.name.invalid')).toMatchObject({
    code: 'network-name-unknown',
  });
});

test('G5: SOCKS 5h leaves the name to the proxy', async () => {
  const port = await socksServer(
    (_message, number) => (number === 1 ? Buffer.from([5, 0]) : granted5),
    (answer) => answer === granted5,
  );
  expect(await fetchBy(`socks5h://127.0.0.1:${port}`, 'no.such.name.invalid')).toBe(size);
  expect(messages[1]?.toString('latin1')).toContain('\x03\x14no.such.name.invalid');
});

test('G5: user and password go only to a proxy that asks for them', async () => {
  const none = await socksServer(
    (_message, number) => (number === 1 ? Buffer.from([5, 0]) : granted5),
    (answer) => answer === granted5,
  );
  expect(await fetchBy(`socks5h://ali:open%20sesame@127.0.0.1:${none}`, '127.0.0.1')).toBe(size);
  expect(messages.map((message) => message.toString('latin1')).join()).not.toContain('sesame');
});

test.each<[string, Script, Failure]>([
  [
    'a refusal by its rules',
    (_m, n) => Buffer.from(n === 1 ? [5, 0] : [5, 2, 0, 1, 0]),
    fault('denied', { reply: 'NotAllowed' }),
  ],
  [
    'a server that it cannot reach',
    (_m, n) => Buffer.from(n === 1 ? [5, 0] : [5, 4, 0, 1, 0]),
    fault('server', { reply: 'HostUnreachable' }),
  ],
  ['a code of its own', (_m, n) => Buffer.from(n === 1 ? [5, 0] : [5, 77, 0, 1, 0]), fault('bad-reply')],
  [
    'another kind of address',
    (_m, n) => Buffer.from(n === 1 ? [5, 0] : [5, 0, 0, 9, 0, 0, 0, 0, 0, 0]),
    fault('bad-reply'),
  ],
  [
    'bytes behind its answer',
    (_m, n) => (n === 1 ? Buffer.from([5, 0]) : Buffer.concat([granted5, Buffer.from('HTTP/1.1 200 OK')])),
    fault('bad-reply'),
  ],
  ['GSSAPI', () => Buffer.from([5, 1]), fault('scheme')],
  ['no way of signing in', () => Buffer.from([5, 255]), fault('authentication', { given: true })],
  ['an end without a word', () => null, fault('broken-off')],
  ['another protocol', () => Buffer.from('220 smtp ready\r\n'), fault('bad-reply')],
  ['silence', () => Buffer.alloc(0), fault('unreachable')],
])('G5: %s', async (_name, script, failure) => {
  const port = await socksServer(script, () => false);
  const before = origin.requests.length;
  expect(await fetchBy(`socks5h://ali:x@127.0.0.1:${port}`, '127.0.0.1')).toEqual(failure);
  expect(origin.requests).toHaveLength(before);
});

test('G5: whatever a proxy answers, it ends in a failure and in nothing worse', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('socks4', 'socks5'),
      fc.array(bytes, { maxLength: 4 }),
      async (kind, answers) => {
        const port = await socksServer(
          (_message, number) => answers[number - 1] ?? null,
          () => false,
        );
        const who = kind === 'socks5' ? 'ali:x@' : '';
        const told = await fetchBy(`${kind}://${who}127.0.0.1:${port}`, '127.0.0.1');
        expect(typeof told).toBe('object');
        const closing = server;
        server = null;
        await new Promise((resolve) => closing?.close(resolve));
      },
    ),
    { numRuns: 60 },
  );
});

/** The beginning of an answer that makes sense, and anything behind it. */
const bytes = fc
  .tuple(
    fc.constantFrom([], [5], [5, 0], [5, 2], [1, 0], [5, 0, 0, 1], [5, 0, 0, 3], [5, 0, 0, 4], [0, 90]),
    fc.uint8Array({ minLength: 1, maxLength: 30 }),
  )
  .map(([begin, rest]) => Buffer.from([...begin, ...rest]));
