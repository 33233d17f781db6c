import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace } from './testing/get-process.ts';

const mebibyte = 1_024 * 1_024;
const size = 24 * mebibyte;
let place: GetPlace;
let servers: RangeServer[] = [];

beforeEach(async () => {
  place = await GetPlace.open();
  servers = [];
  for (const etag of ['"one"', '"two"']) servers.push(await startRangeServer({ size, rate: mebibyte, etag }));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await place.remove();
});

test('a mirror that is preferred brings most of the file, and the other one is still asked', async () => {
  const [first, mirror] = servers;
  if (first === undefined || mirror === undefined) return;
  const end = await place.run([
    ...[first.url, '--mirror', mirror.url, '--prefer', mirror.url, '-x', '6', '--json'],
  ]);
  expect(end.status).toBe(0);
  expect(firstWrongByte(await place.read('file.bin'), 1)).toBeNull();
  expect(mirror.stats.bytesSent).toBeGreaterThan(2 * first.stats.bytesSent);
  expect(first.stats.bytesSent).toBeGreaterThan(0);
});
