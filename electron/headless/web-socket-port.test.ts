import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Port } from '../../shared/wire/port.ts';
import { webSocketPort } from './web-socket-port.ts';

let listener: WebSocketServer;
let near: WebSocket;
let far: WebSocket;

beforeEach(async () => {
  listener = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(listener, 'listening');
  const accepted = once(listener, 'connection') as Promise<[WebSocket]>;
  far = new WebSocket(`ws://127.0.0.1:${(listener.address() as AddressInfo).port}`);
  await once(far, 'open');
  [near] = await accepted;
});
afterEach(async () => {
  near.terminate();
  far.terminate();
  listener.close();
  await once(listener, 'close');
});

function closed(port: Port): Promise<void> {
  return new Promise((resolve) => port.onClose(resolve));
}

test('frames go both ways, in order', async () => {
  const here = webSocketPort(near);
  const there = webSocketPort(far);
  const seen: unknown[] = [];
  const done = new Promise<void>((resolve) =>
    there.onFrame((frame) => {
      seen.push(frame);
      if (seen.length === 3) resolve();
    }),
  );
  here.onFrame((frame) => here.send(frame));
  for (const frame of [{ a: [1, null, 'ü'] }, 'text', 7]) there.send(frame);
  await done;
  expect(seen).toEqual([{ a: [1, null, 'ü'] }, 'text', 7]);
});

test('a window that does not read is cut off once more than the bound waits for it', async () => {
  const port = webSocketPort(near, { waitingMost: 1_000_000 });
  const end = closed(port);
  far.pause();
  const frame = 'x'.repeat(100_000);
  let sent = 0;
  // The system's buffers take some megabytes before any of ours wait.
  while (near.readyState === WebSocket.OPEN && sent < 1_000) {
    port.send(frame);
    sent += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await end;
  expect(sent).toBeGreaterThan(10);
  expect(sent).toBeLessThan(1_000);
});

test('one frame larger than the bound, with patches behind it, does not cut a window off', async () => {
  const port = webSocketPort(near, { waitingMost: 1_000_000 });
  const there = webSocketPort(far);
  const lengths: number[] = [];
  const done = new Promise<void>((resolve) =>
    there.onFrame((frame) => {
      lengths.push(String(frame).length);
      if (lengths.length === 3) resolve();
    }),
  );
  port.send('x'.repeat(30_000_000));
  port.send('patch');
  port.send('patch');
  await done;
  expect(lengths).toEqual([30_000_000, 5, 5]);
});

test('what is sent after the end goes nowhere, and the end is told once', async () => {
  const port = webSocketPort(near);
  let ends = 0;
  port.onClose(() => (ends += 1));
  port.close();
  port.close();
  await closed(port);
  port.send('late');
  expect(ends).toBe(1);
});
