import { expect, test } from 'vitest';
import { writeBlocking } from './blocking-write.ts';

const bytes = Uint8Array.from({ length: 50 }, (_, at) => at + 1);

test('goes on where the system took less than it was given', () => {
  const content = new Uint8Array(100);
  writeBlocking({ file: 3, bytes, offset: 30 }, (file, from, at, length, offset) => {
    const count = Math.min(7, length);
    content.set(from.subarray(at, at + count), offset);
    return file === 3 ? count : 0;
  });
  expect(content.subarray(30, 80)).toEqual(bytes);
});

test('does not ask a system for ever that takes nothing, and tells what it says', () => {
  expect(() => writeBlocking({ file: 3, bytes, offset: 0 }, () => 0)).toThrow('takes nothing');
  const full = (): number => {
    throw new Error('ENOSPC');
  };
  expect(() => writeBlocking({ file: 3, bytes, offset: 0 }, full)).toThrow('ENOSPC');
});
