import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { Source } from '../sources/source.ts';
import type { RangeFetcher } from './range-fetcher.ts';

/**
 * Bytes that the file has to have: what was named, else what most sources say (of two, the one that agrees
 * with the file, else the first). A source that says otherwise is set aside.
 */
export async function agreedSize(
  { size, sources }: { readonly size: number | null; readonly sources: readonly Source[] },
  fetcher: RangeFetcher,
  own: number,
  { signal, note }: { readonly signal: AbortSignal; readonly note: (text: string) => void },
): Promise<Result<number, Failure>> {
  const told = await Promise.all(
    sources.map(async (source) => ({ source, size: await fetcher.sizeAt(source, signal) })),
  );
  const votes = new Map<number, number>();
  let failure: Failure = { code: 'server-no-resume' };
  for (const { size: said } of told) {
    if (!said.ok) failure = said.failure;
    else if (said.value !== null) votes.set(said.value, (votes.get(said.value) ?? 0) + 1);
  }
  const bySize = [...votes].toSorted(([a, m], [b, n]) => n - m || Number(b === own) - Number(a === own));
  const agreed = size ?? bySize[0]?.[0];
  if (agreed === undefined) return fail(failure);
  for (const { source, size: said } of told) {
    if (!said.ok || said.value === null || said.value === agreed) continue;
    note(`${source.host} has a file of another length`);
    source.setAside({ code: 'server-changed' });
  }
  return sources.some(({ usable }) => usable) ? ok(agreed) : fail(failure);
}
