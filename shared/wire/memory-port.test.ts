import { expect, test } from 'vitest';
import { memoryPorts } from './memory-port.ts';

/** Queued microtasks have run. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('frames arrive in order, later, and as copies', async () => {
  const [left, right] = memoryPorts();
  const seen: unknown[] = [];
  right.onFrame((frame) => void seen.push(frame));
  const frame = { n: 1 };
  left.send(frame);
  frame.n = 2;
  left.send(frame);
  expect(seen).toEqual([]);
  await settled();
  expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
});

test('frames that come before the listener are kept for it', async () => {
  const [left, right] = memoryPorts();
  left.send('early');
  await settled();
  const seen: unknown[] = [];
  right.onFrame((frame) => void seen.push(frame));
  expect(seen).toEqual([]);
  await settled();
  expect(seen).toEqual(['early']);
});

test('a value that no real port could carry is refused', () => {
  const [left] = memoryPorts();
  expect(() => left.send({ call() {} })).toThrow();
});

test('both sides are told of the end once, and nothing is sent after it', async () => {
  const [left, right] = memoryPorts();
  const seen: unknown[] = [];
  left.onClose(() => void seen.push('left'));
  right.onFrame((frame) => void seen.push(frame));
  right.onClose(() => void seen.push('right'));
  left.close();
  left.close();
  left.send('too late');
  await settled();
  right.close();
  await settled();
  expect(seen.sort()).toEqual(['left', 'right']);
  right.onClose(() => void seen.push('asked late'));
  await settled();
  expect(seen).toEqual(['left', 'right', 'asked late']);
});

test('a frame under way when the sender closes still arrives', async () => {
  const [left, right] = memoryPorts();
  const seen: unknown[] = [];
  right.onFrame((frame) => void seen.push(frame));
  right.onClose(() => void seen.push('closed'));
  left.send('last');
  left.close();
  await settled();
  expect(seen).toEqual(['last', 'closed']);
});

test('the side that closes hears nothing more of what was under way to it', async () => {
  const [left, right] = memoryPorts();
  const seen: unknown[] = [];
  left.onFrame((frame) => void seen.push(frame));
  left.onClose(() => void seen.push('closed'));
  right.send('under way');
  left.close();
  await settled();
  expect(seen).toEqual(['closed']);
});
