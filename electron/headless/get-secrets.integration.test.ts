import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { GetPlace } from './testing/get-process.ts';

const size = 3 << 20;
const secret = 'open-sesame';
const basic = `Basic ${Buffer.from(`ali:${secret}`).toString('base64')}`;
let place: GetPlace;
let first: RangeServer;
let other: RangeServer;

beforeEach(async () => {
  place = await GetPlace.open();
  [first, other] = await Promise.all([startRangeServer({ size }), startRangeServer({ size })]);
  const redirect = { status: 302, to: `${other.origin}/landed.bin?signature=${secret}` };
  first.setRules([{ when: { path: '/away' }, use: { redirect } }]);
});
afterEach(async () => {
  await Promise.all([first.close(), other.close()]);
  await place.remove();
});

test.each([1, 8])('F5: a header goes to its own origin only, %i connections', async (connections) => {
  const headers = ['Authorization: Bearer key', `Cookie: id=${secret}`, 'X-Own: 1'];
  const given = headers.flatMap((line) => ['-H', line]);
  const end = await place.run([`${first.origin}/away`, ...given, '-x', String(connections), '--json']);
  expect(end.status).toBe(0);
  for (const { headers: sent } of first.requests)
    expect(sent).toMatchObject({ authorization: 'Bearer key', cookie: `id=${secret}`, 'x-own': '1' });
  expect(other.requests.length).toBeGreaterThan(0);
  const sent = other.requests.flatMap((request) => Object.keys(request.headers));
  for (const name of ['authorization', 'cookie', 'x-own']) expect(sent).not.toContain(name);
  const log = await place.log();
  expect(log).toContain('Completed');
  for (const text of [log, end.out, end.err]) expect(text).not.toContain(secret);
});

test('G7: user and password of the address are sent as Basic and told nowhere', async () => {
  const address = first.url.replace('//', `//ali:${secret}@`);
  const end = await place.run([address, '-x', '2', '--json']);
  expect(end.status).toBe(0);
  for (const { headers, target } of first.requests)
    expect([headers['authorization'], target]).toEqual([basic, '/file.bin']);
  expect(end.events.at(-1)?.['url']).toBe(first.url);
  const log = await place.log();
  for (const text of [log, end.out, end.err]) expect(text).not.toContain(secret);
});

test('G7: they do not cross an origin, and a failure does not tell them', async () => {
  const address = `${first.origin}/away`.replace('//', `//ali:${secret}@`);
  expect((await place.run([address, '-x', '2'])).status).toBe(0);
  expect(first.requests[0]?.headers['authorization']).toBe(basic);
  for (const { headers } of other.requests) expect(headers['authorization']).toBeUndefined();
  first.setRules([{ when: {}, use: { status: 401 } }]);
  const failed = await place.run([`${address}2?token=${secret}`]);
  expect(failed.status).toBe(24);
  for (const text of [await place.log(), failed.err]) expect(text).not.toContain(secret);
});

test('a header that is Tributary’s own, or is none, is refused without a word of its value', async () => {
  for (const line of [`Range: ${secret}`, `no header ${secret}`, `Bad Name: ${secret}`]) {
    const end = await place.run([first.url, '-H', line]);
    expect([end.status, end.out]).toEqual([28, '']);
    expect(end.err).not.toContain(secret);
  }
  expect(first.requests).toEqual([]);
});
