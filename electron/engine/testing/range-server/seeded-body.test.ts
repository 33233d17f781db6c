import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstWrongByte, seededBytes, seededSum, writeSeededFile } from './seeded-body.ts';

const size = 3_000_000;
const whole = seededBytes(7, 0, size);

describe('seededBytes', () => {
  test('any part is the same whether taken alone or cut from the whole', () => {
    const part = fc.tuple(fc.nat(size), fc.nat(70_000));
    fc.assert(
      fc.property(part, ([start, length]) => {
        const end = Math.min(size, start + length);
        expect(seededBytes(7, start, end - start).equals(whole.subarray(start, end))).toBe(true);
      }),
    );
  });

  test('a body has no period: no 16 bytes of 3 MB come twice', () => {
    const seen = new Set<string>();
    for (let at = 0; at + 16 <= size; at += 16) seen.add(whole.toString('latin1', at, at + 16));
    expect(seen.size).toBe(Math.floor(size / 16));
  });

  test('offsets past 4 GiB and near 2^53 are right and cheap', () => {
    const start = 2 ** 53 - 65_536;
    expect(seededBytes(7, start, 32).subarray(16)).toEqual(seededBytes(7, start + 16, 16));
    expect(seededBytes(7, 2 ** 32, 16)).not.toEqual(seededBytes(7, 0, 16));
  });

  test('another seed is another body', () => {
    expect(seededBytes(8, 0, 64).equals(whole.subarray(0, 64))).toBe(false);
  });
});

test('seededSum is the hash of the bytes', () => {
  expect(seededSum(7, size)).toBe(createHash('sha1').update(whole).digest('hex'));
  expect(seededSum(7, 0, 'md5')).toBe('d41d8cd98f00b204e9800998ecf8427e');
});

test('firstWrongByte finds a single changed byte and a misplaced part', () => {
  const copy = Buffer.from(whole);
  expect(firstWrongByte(copy, 7)).toBeNull();
  copy[2_000_001] = (copy[2_000_001] ?? 0) ^ 1;
  expect(firstWrongByte(copy, 7)).toBe(2_000_001);
  expect(firstWrongByte(whole.subarray(100, 200), 7, 100)).toBeNull();
  expect(firstWrongByte(whole.subarray(100, 200), 7, 101)).not.toBeNull();
});

test('writeSeededFile writes the same bytes to disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-seeded-'));
  try {
    writeSeededFile(join(folder, 'body'), 7, size);
    expect(readFileSync(join(folder, 'body')).equals(whole)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
