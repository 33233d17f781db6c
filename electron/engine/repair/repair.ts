import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { PieceHashes } from '../../../shared/model/sums.ts';
import { arePiecesOf } from '../policy/digests/piece-hashes.ts';
import type { HalfDone } from '../policy/repair/aria2-control.ts';
import { PatchSet } from '../policy/repair/patch-set.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import type { OpenDeps } from '../sources/open-source.ts';
import type { Source } from '../sources/source.ts';
import type { Journal } from './journal.ts';
import { PatchedFile } from './patched-file.ts';
import { RangeFetcher } from './range-fetcher.ts';
import { agreedSize } from './agreed-size.ts';
import { repairByPieces } from './repair-by-pieces.ts';
import { repairByStripes } from './repair-by-stripes.ts';
import type { Plan, RepairParts, RepairProgress } from './repair-parts.ts';

/** What a file has to be, and where its bytes can be had. At least one of `sum` and `pieces` is there. */
export interface RepairRequest {
  readonly sum: Checksum | null;
  readonly pieces: PieceHashes | null;
  /** Bytes; null: the sources tell. */
  readonly size: number | null;
  readonly sources: readonly Source[];
  /** What the program that left the file half done says of it. */
  readonly halfDone?: HalfDone | null;
  readonly connections: number;
}

export interface RepairDeps {
  readonly ports: Pick<EnginePorts, 'hashers' | 'clock'>;
  readonly open: OpenDeps;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RepairProgress) => void;
  readonly note: (text: string) => void;
}

/** What was found out about a file. Nothing of it has been changed yet. */
export type RepairFinding = {
  /** Bytes that came over the network, and requests that were sent for them. */
  readonly fetched: number;
  readonly requests: number;
} & (
  | { readonly kind: 'whole' }
  | { readonly kind: 'repairable'; readonly patches: PatchSet; readonly size: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
);

/**
 * Finds out what of a file is not as it should be, and fetches that: by sums of its pieces only what does
 * not match, else stripe by stripe. The journal holds the bytes; the file itself is only read.
 */
export async function planRepair(
  request: RepairRequest,
  file: { readonly part: PatchedFile['file']; readonly journal: Journal },
  deps: RepairDeps,
): Promise<RepairFinding> {
  const { ports, signal } = deps;
  const patched = new PatchedFile(file.part, file.journal, ports.hashers);
  const fetcher = new RangeFetcher(deps.open);
  const counts = () => ({ fetched: fetcher.fetched, requests: fetcher.requests });
  const failed = (failure: Failure): RepairFinding => ({ kind: 'failed', failure, ...counts() });
  const identity = await file.part.identity();
  if (!identity.ok) return failed(identity.failure);
  const own = identity.value.size;
  if (request.size === null || request.size === own) {
    const whole = await isWhole(request, patched, own, deps);
    if (!whole.ok) return failed(whole.failure);
    if (whole.value) return { kind: 'whole', ...counts() };
  }
  const size = await agreedSize(request, fetcher, own, deps);
  if (!size.ok) return failed(size.failure);
  const { sources, sum, pieces, connections } = request;
  const parts: RepairParts = {
    file: patched,
    fetcher,
    hashers: ports.hashers,
    sources,
    sum,
    pieces,
    size: size.value,
    absent: absentOf(request, size.value, deps),
    connections,
    signal,
    onProgress: deps.onProgress,
    note: deps.note,
  };
  const plan = await planOf(parts);
  if (signal.aborted) return failed({ code: 'user-stopped' });
  if (plan.kind === 'not-found') return failed(plan.failure);
  return { kind: 'repairable', patches: plan.patches, size: size.value, ...counts() };
}

/** What is not there by the word of another program, where it speaks of a file of this size. */
function absentOf(
  { halfDone = null }: RepairRequest,
  size: number,
  { note }: RepairDeps,
): readonly ByteRange[] | null {
  if (halfDone === null) return null;
  if (halfDone.size === size) return halfDone.absent;
  note('The control file of aria2 speaks of a file of another length: not used');
  return null;
}

/** Whether nothing is to be done, by the sum of the whole. */
async function isWhole(
  { sum }: RepairRequest,
  file: PatchedFile,
  size: number,
  { signal, onProgress }: RepairDeps,
): Promise<Result<boolean, Failure>> {
  if (sum === null) return ok(false);
  let done = 0;
  const matches = await file.matches(sum, new PatchSet(), size, signal, (bytes) => {
    done += bytes;
    onProgress({ doing: 'checking', done, of: size });
  });
  if (!matches.ok) return matches;
  return matches.value === null ? fail({ code: 'user-stopped' }) : ok(matches.value);
}

async function planOf(parts: RepairParts): Promise<Plan> {
  const { pieces, sum, size } = parts;
  if (pieces !== null && arePiecesOf(pieces, size)) {
    const plan = await repairByPieces(parts, pieces);
    if (plan.kind === 'not-found' || sum === null) return plan;
    const match = await parts.file.matches(sum, plan.patches, size, parts.signal);
    if (!match.ok) return { kind: 'not-found', failure: match.failure };
    if (match.value === true) return plan;
    parts.note('The sums of the pieces do not belong to the sum of the whole');
  }
  return sum === null
    ? { kind: 'not-found', failure: { code: 'file-hash-mismatch' } }
    : repairByStripes(parts, sum);
}
