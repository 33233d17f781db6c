import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { measureRoundTrip } from './round-trip.ts';

test('the time to a server and back is measured without sending anything to it', async () => {
  let bytes = 0;
  const seen = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('error', () => undefined);
    socket.on('close', () => seen.resolve());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const time = await measureRoundTrip(new URL(`http://127.0.0.1:${port}/x`), null, 5_000);
  expect(time).toBeGreaterThan(0);
  await seen.promise;
  expect(bytes).toBe(0);
  // A link from the public Internet leads to no place nearer than that.
  expect(await measureRoundTrip(new URL(`http://127.0.0.1:${port}/x`), 'public', 5_000)).toBeNull();
  expect(await measureRoundTrip(new URL(`http://localhost:${port}/x`), 'public', 5_000)).toBeNull();
  server.close();
  await once(server, 'close');
  expect(await measureRoundTrip(new URL(`http://127.0.0.1:${port}/x`), null, 5_000)).toBeNull();
});
