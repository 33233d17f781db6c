import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededBytes } from '../../testing/range-server/seeded-body.ts';
import { Connection } from './connection.ts';
import { ReadBuffers } from './read-buffers.ts';
import { TurnBudget } from './turn-budget.ts';

const content = seededBytes(1, 0, 2_000_000);
const server = createServer((socket) => socket.end(content));
let connection: Connection;
let came: Uint8Array[] = [];
let held = false;
const length = (): number => came.reduce((sum, bytes) => sum + bytes.length, 0);

beforeEach(async () => {
  came = [];
  held = false;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Every read ends its turn.
  const buffers = new ReadBuffers(new TurnBudget(1));
  connection = new Connection((onread) => connect({ host: '127.0.0.1', port, onread }), buffers);
});
afterEach(async () => {
  connection.destroy();
  server.close();
  await once(server, 'close');
});

function take(): Promise<void> {
  return new Promise((ended) => {
    connection.use({
      onBytes(bytes) {
        came.push(bytes.slice());
        return !held;
      },
      onClosed: () => ended(),
      readMost: 100_000,
    });
  });
}

test('what comes in many turns is whole and in order', async () => {
  await take();
  expect(came.length).toBeGreaterThan(10);
  expect(Buffer.concat(came).equals(content)).toBe(true);
});

test('the next turn does not read on for one who has said to stop', async () => {
  held = true;
  const ended = take();
  while (length() === 0) await new Promise((resolve) => setImmediate(resolve));
  const before = length();
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(length()).toBe(before);
  held = false;
  connection.resume();
  await ended;
  expect(Buffer.concat(came).equals(content)).toBe(true);
});
