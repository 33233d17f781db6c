import type { Failure } from '../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { PieceHashes } from '../../shared/model/sums.ts';
import { pieceLengthFor } from '../engine/policy/export/piece-length.ts';
import type { HasherFactory } from '../engine/ports/hasher.ts';

/** The SHA-256 sums of a file's pieces, read off the main thread; null of an empty file, which has none. */
export async function pieceSumsOf(
  path: string,
  size: number,
  hashers: HasherFactory,
): Promise<Result<PieceHashes | null, Failure>> {
  if (size === 0) return ok(null);
  const length = pieceLengthFor(size);
  const sums: string[] = [];
  for (let start = 0; start < size; start += length) {
    const piece = await hashers.startAll(path, ['sha256'], start).finish(Math.min(size, start + length));
    if (!piece.ok) return piece;
    const [sum] = piece.value;
    if (sum === undefined) return fail({ code: 'file-io', facts: { op: 'hash' } });
    sums.push(sum.hex);
  }
  return ok({ algorithm: 'sha256', length, sums });
}
