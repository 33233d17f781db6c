import type { Failure } from '../../../shared/model/reasons.ts';
import type { PieceHashes } from '../../../shared/model/sums.ts';
import { pieceRange } from '../policy/digests/piece-hashes.ts';
import { PatchSet } from '../policy/repair/patch-set.ts';
import type { Source } from '../sources/source.ts';
import { inParallel, keep, type Plan, type RepairParts } from './repair-parts.ts';

/** Bad pieces after which a source is asked for no more. */
const guiltMost = 2;

/** Finds the pieces that do not match their sums, and fetches these and no others until each has come right. */
export async function repairByPieces(parts: RepairParts, pieces: PieceHashes): Promise<Plan> {
  const patches = new PatchSet();
  const bad = await badPieces(parts, pieces);
  if (typeof bad === 'object' && 'code' in bad) return { kind: 'not-found', failure: bad };
  parts.note(`${bad.length} of ${pieces.sums.length} pieces do not match`);
  let failure: Failure | null = null;
  let done = 0;
  parts.onProgress({ doing: 'fetching', done, of: bad.length });
  await inParallel(bad, parts.connections, async (index) => {
    failure ??= await replacePiece(parts, pieces, index, patches);
    done += 1;
    parts.onProgress({ doing: 'fetching', done, of: bad.length });
    return failure === null;
  });
  return failure === null ? { kind: 'found', patches } : { kind: 'not-found', failure };
}

async function badPieces(parts: RepairParts, pieces: PieceHashes): Promise<readonly number[] | Failure> {
  const bad: number[] = [];
  for (const [index, sum] of pieces.sums.entries()) {
    if (parts.signal.aborted) return { code: 'user-stopped' };
    const range = pieceRange(pieces, index, parts.size);
    const hex = await parts.file.digestOf(range, pieces.algorithm);
    if (!hex.ok) return hex.failure;
    if (hex.value !== sum) bad.push(index);
    parts.onProgress({ doing: 'checking', done: range.end, of: parts.size });
  }
  return bad;
}

/** Fetches a piece from one source after the other until it matches; null when it did. */
async function replacePiece(
  parts: RepairParts,
  pieces: PieceHashes,
  index: number,
  patches: PatchSet,
): Promise<Failure | null> {
  const range = pieceRange(pieces, index, parts.size);
  let failure: Failure = { code: 'file-hash-mismatch' };
  // Sources take turns, so that each bears its part.
  const turn = index % parts.sources.length;
  for (const source of [...parts.sources.slice(turn), ...parts.sources.slice(0, turn)]) {
    if (!source.usable) {
      failure = source.failure ?? failure;
      continue;
    }
    const brought = await parts.fetcher.fetch(source, range, parts.size, parts.signal);
    if (!brought.ok) {
      failure = brought.failure;
      continue;
    }
    const digest = parts.hashers.startDigest(pieces.algorithm);
    digest.update(brought.value);
    if (digest.hex() === pieces.sums[index]) return keep(parts.file, patches, range, brought.value);
    failure = { code: 'file-hash-mismatch' };
    blame(parts, source, index);
  }
  return failure;
}

function blame(parts: RepairParts, source: Source, index: number): void {
  source.damaged += 1;
  parts.note(`${source.host} brought other bytes for piece ${index + 1}`);
  if (source.damaged < guiltMost || !source.usable) return;
  source.setAside({ code: 'server-damaged', facts: { why: 'pieces' } });
  parts.note(`${source.host} is set aside: it brought ${guiltMost} bad pieces`);
}
