import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { KnownSum, PieceHashes } from '../../../../shared/model/sums.ts';
import { BlockChecksums, checksumBlock } from '../control-file/block-checksums.ts';
import { bytesOfBase64, hexOfBytes } from './byte-text.ts';
import { arePiecesOf, pieceRange, piecesOver, usablePieces } from './piece-hashes.ts';
import { PieceRecord } from './piece-record.ts';
import { judgeSums, overallVerdict, strongestSum } from './sum-verdict.ts';
import { wholeCrc } from './whole-crc.ts';

const sum = (verdict: KnownSum['verdict'], algorithm: KnownSum['algorithm'] = 'sha256'): KnownSum => ({
  algorithm,
  hex: 'ab',
  origin: 'server',
  from: 'h',
  field: 'f',
  verdict,
});

describe('overallVerdict', () => {
  const own = { algorithm: 'sha1', hex: '00' } as const;

  it('lets the sum of the person decide alone', () => {
    expect(overallVerdict(own, own, [sum('mismatch')])).toBe('match');
    expect(overallVerdict(own, { ...own, hex: '11' }, [sum('match')])).toBe('mismatch');
    expect(overallVerdict(own, null, [sum('match')])).toBe('pending');
  });

  it('asks the others together where there is none', () => {
    expect(overallVerdict(null, null, [])).toBe('none');
    expect(overallVerdict(null, null, [sum('pending')])).toBe('pending');
    expect(overallVerdict(null, null, [sum('match'), sum('pending')])).toBe('match');
    expect(overallVerdict(null, null, [sum('mismatch'), sum('mismatch')])).toBe('mismatch');
    expect(overallVerdict(null, null, [sum('match'), sum('mismatch')])).toBe('disputed');
  });

  it('judges each sum by the one of its algorithm that was computed', () => {
    const judged = judgeSums([sum('pending'), sum('match', 'md5')], [{ algorithm: 'sha256', hex: 'ab' }]);
    expect(judged.map(({ verdict }) => verdict)).toEqual(['match', 'pending']);
    expect(
      strongestSum([sum('match', 'crc32c'), sum('match', 'sha512'), sum('match', 'md5')])?.algorithm,
    ).toBe('sha512');
  });
});

describe('PieceRecord', () => {
  const brought = new Set([1]);

  it('fetches a bad piece again twice, names the one source and sets it aside the second time', () => {
    const record = new PieceRecord();
    record.noteGood(0);
    expect(record.noteBad(1, brought)).toEqual({ again: 'now', guilty: 1, setAside: false });
    expect(record.noteBad(1, brought)).toEqual({ again: 'now', guilty: 1, setAside: true });
    expect(record.noteBad(1, new Set([1, 2]))).toEqual({ again: 'never', guilty: null, setAside: false });
    expect(record.isSettled(1)).toBe(true);
  });

  it('tries two pieces of a list that nothing speaks for, and keeps the others waiting', () => {
    const record = new PieceRecord();
    expect([0, 1, 2, 3].map((index) => record.noteBad(index, brought).again)).toEqual([
      'now',
      'now',
      'later',
      'later',
    ]);
    for (let look = 0; look < 2; look += 1) for (const index of [0, 1]) record.noteBad(index, brought);
    expect(record.disbelieved).toBe(true);
    expect(record.noteBad(2, brought).again).toBe('never');
  });
});

describe('pieces', () => {
  it('cover a file once, in their order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_024, max: 5_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (length, size) => {
          const count = Math.ceil(size / length);
          const pieces: PieceHashes = {
            algorithm: 'md5',
            length,
            sums: Array.from({ length: count }, () => '0'.repeat(32)),
          };
          expect(usablePieces(pieces)).toBe(pieces);
          expect(arePiecesOf(pieces, size)).toBe(true);
          expect(arePiecesOf(pieces, size + length)).toBe(false);
          const indexes = [...piecesOver(pieces, { start: 0, end: size })];
          expect(indexes).toHaveLength(count);
          let at = 0;
          for (const index of indexes) {
            const range = pieceRange(pieces, index, size);
            expect(range.start).toBe(at);
            at = range.end;
          }
          expect(at).toBe(size);
        },
      ),
    );
  });

  it('are of no use when too short, of a wrong length, or none at all', () => {
    const one: PieceHashes = { algorithm: 'md5', length: 4_096, sums: ['0'.repeat(32)] };
    expect(usablePieces({ ...one, length: 0 })).toBeNull();
    expect(usablePieces({ ...one, length: 2 ** 53 })).toBeNull();
    expect(usablePieces({ ...one, sums: [] })).toBeNull();
    expect(usablePieces({ ...one, sums: ['0'.repeat(40)] })).toBeNull();
  });
});

describe('wholeCrc', () => {
  it('is the CRC-32 of all bytes, from those of their blocks', () => {
    const bytes = Buffer.alloc(2 * checksumBlock + 77, 'some bytes');
    const checksums = new BlockChecksums((part, before) => crc32(part, before));
    for (const [start, end] of [
      [checksumBlock + 5, bytes.length],
      [0, checksumBlock + 5],
    ] as const) {
      checksums.append(start, bytes.subarray(start, end));
    }
    expect(wholeCrc(checksums.extents(), bytes.length)).toBe(crc32(bytes));
    expect(wholeCrc(checksums.extents(), bytes.length + 1)).toBeNull();
    checksums.forget({ start: 3, end: 4 });
    expect(wholeCrc(checksums.extents(), bytes.length)).toBeNull();
  });
});

describe('bytesOfBase64', () => {
  it('gives back what was written, with padding or without, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        const hex = Buffer.from(bytes).toString('hex');
        for (const form of [text, text.replace(/=+$/, '')]) {
          const read = bytesOfBase64(form);
          expect(read === null ? null : hexOfBytes(read)).toBe(hex);
        }
      }),
    );
    for (const bad of ['A', 'AA=A', 'AAAA=', 'A A=', '!!!!']) expect(bytesOfBase64(bad)).toBeNull();
  });
});
