import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { PatchSet } from '../policy/repair/patch-set.ts';
import {
  absentWithEnd,
  cutAtEnd,
  cutByAbsent,
  differingRanges,
  hasHole,
  stripesOf,
} from '../policy/repair/stripes.ts';
import { agreement, blameLiars, type Compared } from './disagreement.ts';
import { inParallel, keep, type Plan, type RepairParts } from './repair-parts.ts';

/** Times in one comparison that the sum is looked at before the comparison is over. */
const earlyLooksMost = 3;

/**
 * Compares the file with what its sources bring, stripe by stripe, and one source after the other, until the
 * file with the differences put in has the sum. Of several sources that disagree the sum tells who is
 * right; where it is nobody alone, what most of them and the file itself agree on is tried too.
 */
export async function repairByStripes(parts: RepairParts, sum: Checksum): Promise<Plan> {
  const compared: Compared[] = [];
  if ((await parts.file.length()) > parts.size) {
    const cut = new PatchSet();
    const match = await matches(parts, sum, cut);
    if (match.ok && match.value === true) return { kind: 'found', patches: cut };
  }
  let failure: Failure = { code: 'file-hash-mismatch' };
  for (const source of parts.sources) {
    if (!source.usable) {
      failure = source.failure ?? failure;
      continue;
    }
    const next: Compared = { source, differs: new PatchSet(), looked: [] };
    const compare = await compareWith(parts, sum, next);
    compared.push(next);
    if (compare.found !== null) return found(parts, compared, compare.found);
    if (compare.failure !== null) failure = compare.failure;
    if (parts.signal.aborted) return { kind: 'not-found', failure: { code: 'user-stopped' } };
    if (compared.length < 2) continue;
    const agreed = await agreement(parts, compared);
    if (!agreed.ok) return { kind: 'not-found', failure: agreed.failure };
    const match = await matches(parts, sum, agreed.value);
    if (match.ok && match.value === true) return found(parts, compared, agreed.value);
    failure = match.ok ? { code: 'file-hash-mismatch' } : match.failure;
  }
  return { kind: 'not-found', failure };
}

async function found(parts: RepairParts, compared: readonly Compared[], patches: PatchSet): Promise<Plan> {
  await blameLiars(parts, compared, patches);
  return { kind: 'found', patches };
}

interface Comparison {
  /** The differences that make the file match. */
  readonly found: PatchSet | null;
  readonly failure: Failure | null;
}

/** Compares every stripe with one source; it ends early where the differences so far were all. */
async function compareWith(parts: RepairParts, sum: Checksum, next: Compared): Promise<Comparison> {
  const stop = new AbortController();
  const signal = AbortSignal.any([parts.signal, stop.signal]);
  let failure: Failure | null = null;
  let solution: PatchSet | null = null;
  let looks = 0;
  let done = 0;
  let looking: Promise<void> = Promise.resolve();
  const look = (): void => {
    looks += 1;
    const patches = next.differs.copy();
    looking = looking.then(async () => {
      const match = solution === null ? await matches(parts, sum, patches) : null;
      if (match === null || !match.ok || match.value !== true) return;
      solution = patches;
      stop.abort();
    });
  };
  const compareAll = (stripes: readonly ByteRange[]) =>
    inParallel(stripes, parts.connections, async (stripe) => {
      const differs = await compareStripe(parts, next, stripe, signal);
      if (solution !== null) return false;
      if (typeof differs !== 'boolean') {
        failure ??= differs;
        return false;
      }
      if (differs && looks < earlyLooksMost) look();
      return true;
    });
  const { likely, others } = await stripesToCompare(parts);
  const tell = (bytes: number): void => {
    // What has to be asked for twice counts twice.
    done = Math.min(parts.size, done + bytes);
    parts.onProgress({ doing: 'fetching', done, of: parts.size });
  };
  parts.fetcher.onBytes = tell;
  tell(0);
  await compareAll(likely);
  if (likely.length > 0 && failure === null && others.length > 0) look();
  await looking;
  if (solution === null && failure === null) await compareAll(others);
  await looking;
  if (solution !== null || failure !== null) return { found: solution, failure };
  const match = await matches(parts, sum, next.differs);
  if (!match.ok) return { found: null, failure: match.failure };
  return { found: match.value === true ? next.differs : null, failure: null };
}

/** What is missing, or full of holes where nobody tells, comes first: where the rest is right, it need not be fetched. */
async function stripesToCompare(
  parts: RepairParts,
): Promise<{ readonly likely: readonly ByteRange[]; readonly others: readonly ByteRange[] }> {
  const own = await parts.file.length();
  if (parts.absent !== null) {
    const { there, missing } = cutByAbsent(
      stripesOf(parts.size),
      absentWithEnd(parts.absent, own, parts.size),
    );
    return { likely: missing, others: there };
  }
  const { there, missing } = cutAtEnd(stripesOf(parts.size), own);
  const likely: ByteRange[] = [...missing];
  const others: ByteRange[] = [];
  for (const stripe of there) {
    const own = await parts.file.own(stripe);
    (own.ok && hasHole(own.value) ? likely : others).push(stripe);
  }
  return { likely, others };
}

/** Whether the source brought other bytes; they are kept then. */
async function compareStripe(
  parts: RepairParts,
  { source, differs, looked }: Compared,
  stripe: ByteRange,
  signal: AbortSignal,
): Promise<boolean | Failure> {
  const own = await parts.file.own(stripe);
  if (!own.ok) return own.failure;
  const brought = await parts.fetcher.fetch(source, stripe, parts.size, signal);
  if (!brought.ok) return brought.failure;
  const ranges = differingRanges(stripe.start, own.value, brought.value);
  for (const range of ranges) {
    const bytes = brought.value.subarray(range.start - stripe.start, range.end - stripe.start);
    const failure = await keep(parts.file, differs, range, bytes);
    if (failure !== null) return failure;
  }
  looked.push(stripe);
  return ranges.length > 0;
}

function matches(
  parts: RepairParts,
  sum: Checksum,
  patches: PatchSet,
): Promise<Result<boolean | null, Failure>> {
  return parts.file.matches(sum, patches, parts.size, parts.signal);
}
