import { expect, test } from 'vitest';
import type { InterruptReason } from './reasons.ts';
import { namesInShort, needsHelp } from './notice.ts';

const stopped = (code: InterruptReason) =>
  needsHelp({ kind: 'interrupted', failure: { code }, resume: 'user-continue' });

test('what goes on by itself needs no help; what has stopped does', () => {
  expect([stopped('server-not-found'), stopped('file-no-space'), stopped('file-hash-mismatch')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([stopped('network-offline'), stopped('server-asked-to-wait')]).toEqual([false, false]);
  expect([needsHelp({ kind: 'paused' }), needsHelp({ kind: 'completed' })]).toEqual([false, false]);
});

test('three names are told, and that there are more', () => {
  expect(namesInShort(['a', 'b', 'c'])).toBe('a, b, c');
  expect(namesInShort(['a', 'b', 'c', 'd'])).toBe('a, b, c, …');
});
