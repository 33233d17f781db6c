import { describe, expect, test } from 'vitest';
import { bodyForm } from './content-coding.ts';

describe('bodyForm', () => {
  test.each([null, '', 'identity', 'Identity', ' identity , '])('%j is the file itself', (coding) => {
    expect(bodyForm(coding, 'a.txt')).toEqual({ kind: 'plain' });
  });

  test.each([
    ['gzip', 'gzip'],
    ['X-GZip', 'gzip'],
    ['deflate', 'deflate'],
    ['br', 'br'],
    ['zstd', 'zstd'],
    ['gzip, identity', 'gzip'],
    ['compress', null],
    ['utf-8', null],
    ['toString', null],
    ['constructor', null],
    ['__proto__', null],
  ])('C8: %s is undone by %s', (coding, decoder) => {
    expect(bodyForm(coding, 'a.txt')).toEqual({ kind: 'coded', decoder });
  });

  test.each([
    ['gzip', 'a.tar.gz'],
    ['x-gzip', 'A.TGZ'],
    ['br', 'a.br'],
    ['zstd', 'a.tar.zst'],
  ])('C10: %s on %s says what the file is, and nothing is undone', (coding, name) => {
    expect(bodyForm(coding, name)).toEqual({ kind: 'plain' });
  });

  test('C10: the ending must be of the same coding', () => {
    expect(bodyForm('br', 'a.gz')).toEqual({ kind: 'coded', decoder: 'br' });
  });

  test('C11: codings one on the other are told apart', () => {
    expect(bodyForm('gzip, gzip', 'a.gz')).toEqual({ kind: 'chained' });
  });
});
