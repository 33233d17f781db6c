import { expect, test } from 'vitest';
import type { Checksum } from '../../../../shared/model/checksum.ts';
import { verdictOf } from './checksum-verdict.ts';

const sha1: Checksum = { algorithm: 'sha1', hex: 'aa' };
const other: Checksum = { algorithm: 'sha1', hex: 'ab' };
const md5: Checksum = { algorithm: 'md5', hex: 'aa' };

test.each([
  ['nothing expected', null, sha1, 'none'],
  ['nothing at all', null, null, 'none'],
  ['not computed yet', sha1, null, 'pending'],
  ['only another algorithm computed', sha1, md5, 'pending'],
  ['B14: another sum', sha1, other, 'mismatch'],
  ['the same sum', sha1, { ...sha1 }, 'match'],
] as const)('%s', (_, expected, computed, verdict) => {
  expect(verdictOf(expected, computed)).toBe(verdict);
});
