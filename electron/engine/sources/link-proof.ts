import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { compareLink, type FileFacts, type LinkDifference } from '../policy/proof/link-comparison.ts';
import { sampleRanges } from '../policy/proof/samples.ts';
import { commonValidator, compareValidators, type Validator } from '../policy/http-semantics/validator.ts';
import type { PartFile } from '../ports/files.ts';
import { openSource, type OpenDeps, type OpenFailure } from './open-source.ts';
import type { Source } from './source.ts';
import { receiveSample } from './source-proof.ts';

/** Bytes of a download that are on disk, and what is known of the file that they are part of. */
export interface KeptBytes extends FileFacts {
  readonly part: PartFile;
  /** Half-open, ascending and apart. */
  readonly written: readonly ByteRange[];
}

export type LinkVerdict =
  /** `validator`: what all its replies said alike. */
  | { readonly kind: 'same'; readonly validator: Validator }
  | { readonly kind: 'differs'; readonly what: LinkDifference }
  /** Nothing was proven, one way or the other. */
  | { readonly kind: 'failed'; readonly failure: Failure };

const samplesMost = 6;
const nothingKnown = { size: null, validator: null };

/**
 * Whether a link leads to the file of which bytes are kept: by its size, by its validator, and by
 * samples of the bytes, the first and the last of those kept among them. Nothing is written.
 */
export async function proveLink(
  deps: OpenDeps,
  source: Source,
  kept: KeptBytes,
  trust: { readonly sameOrigin: boolean; readonly hasChecksum: boolean },
  signal: AbortSignal,
): Promise<LinkVerdict> {
  let common: Validator | null = null;
  for (const range of sampleRanges(kept.written, samplesMost)) {
    const held = new Uint8Array(range.end - range.start);
    const read = await kept.part.read(held, range.start);
    if (!read.ok) return { kind: 'failed', failure: read.failure };
    const opened = await openSource(deps, source, range, nothingKnown, signal);
    if (!opened.ok) return verdictOf(opened.failure, kept);
    const { reply, verdict } = opened.value;
    const what = compareLink(kept, verdict, trust);
    if (what !== null || verdict.kind === 'whole') reply.cancel();
    if (what !== null) return { kind: 'differs', what };
    if (verdict.kind === 'whole') return verdictOfWhole(kept, verdict);
    const sample = await receiveSample(opened.value, range);
    if (!sample.ok) return verdictOf(sample.failure, kept);
    if (Buffer.compare(held, sample.value.bytes) !== 0) return { kind: 'differs', what: 'bytes' };
    common = common === null ? verdict.validator : commonValidator(common, verdict.validator);
  }
  return common === null ? noProof : { kind: 'same', validator: common };
}

const noProof: LinkVerdict = { kind: 'failed', failure: { code: 'server-no-resume' } };

/** Without ranges no bytes can be compared: only a strong validator allows to pass over those kept. */
function verdictOfWhole(kept: KeptBytes, offered: { readonly validator: Validator }): LinkVerdict {
  const { validator } = offered;
  const same = kept.validator !== null && compareValidators(kept.validator, validator) === 'same';
  return same ? { kind: 'same', validator } : noProof;
}

function verdictOf(failure: OpenFailure, kept: KeptBytes): LinkVerdict {
  switch (failure.kind) {
    case 'failed':
    case 'no-ranges':
      return { kind: 'failed', failure: failure.failure };
    case 'nothing-there':
      return kept.size === failure.size ? noProof : { kind: 'differs', what: 'size' };
    case 'changed':
      return { kind: 'differs', what: 'version' };
  }
}
