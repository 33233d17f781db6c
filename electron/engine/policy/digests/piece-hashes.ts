import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import type { PieceHashes } from '../../../../shared/model/sums.ts';
import { checksumBytes } from '../../../../shared/model/checksum.ts';

/** Pieces of one file at most: 64 GiB in pieces of 256 KiB. */
export const mostPieces = 262_144;
/** Bytes of a piece at least: smaller ones would cost a request for little. */
const leastPiece = 1_024;

/** The list where it can be of some file, else null: too many or too short pieces, sums of another length. */
export function usablePieces(pieces: PieceHashes): PieceHashes | null {
  const digits = 2 * checksumBytes[pieces.algorithm];
  const usable =
    Number.isSafeInteger(pieces.length) &&
    pieces.length >= leastPiece &&
    pieces.sums.length > 0 &&
    pieces.sums.length <= mostPieces &&
    Number.isSafeInteger(pieces.length * pieces.sums.length) &&
    pieces.sums.every((sum) => sum.length === digits && /^[0-9a-f]+$/.test(sum));
  return usable ? pieces : null;
}

/** Whether the list is of a file of `size` bytes: as many sums as pieces. */
export function arePiecesOf(pieces: PieceHashes, size: number): boolean {
  return Math.ceil(size / pieces.length) === pieces.sums.length;
}

/** Where a piece lies in a file of `size` bytes. */
export function pieceRange(pieces: PieceHashes, index: number, size: number): ByteRange {
  const start = index * pieces.length;
  return { start, end: Math.min(size, start + pieces.length) };
}

/** Numbers of the pieces that share a byte with `range`, ascending. */
export function* piecesOver(pieces: PieceHashes, range: ByteRange): Generator<number, void, undefined> {
  if (range.end <= range.start) return;
  const last = Math.min(pieces.sums.length - 1, Math.floor((range.end - 1) / pieces.length));
  for (let index = Math.floor(range.start / pieces.length); index <= last; index += 1) yield index;
}
