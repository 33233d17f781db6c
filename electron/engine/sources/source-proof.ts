import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { OpenDeps, Opened, OpenFailure } from './open-source.ts';
import { openSource } from './open-source.ts';
import type { Known } from '../policy/http-semantics/response-check.ts';
import { commonValidator, type Validator } from '../policy/http-semantics/validator.ts';
import type { PartFile } from '../ports/files.ts';
import { isLost } from '../wake/live-transport.ts';
import type { Source } from './source.ts';

/** `no-ranges`: the source brings no parts, so nothing can be told without fetching everything. */
export type Comparison = 'same' | 'different' | 'no-ranges';

/**
 * Compares samples of a source with bytes that are on disk: proof enough to mix them where no
 * validator gives any. Each sample is a request of its own. A reply that differs in one byte or in
 * size is `different`. From a source that is the `same` its validator is known afterwards.
 */
export async function compareSamples(
  deps: OpenDeps,
  source: Source,
  size: number | null,
  samples: readonly ByteRange[],
  part: PartFile,
  signal: AbortSignal,
): Promise<Result<Comparison, OpenFailure>> {
  let validator = source.validator;
  for (const sample of samples) {
    const held = new Uint8Array(sample.end - sample.start);
    const read = await part.read(held, sample.start);
    if (!read.ok) return fail({ kind: 'failed', failure: read.failure });
    const brought = await fetchSample(deps, source, { size, validator: source.validator }, sample, signal);
    if (!brought.ok) {
      if (brought.failure.kind === 'failed') return fail(brought.failure);
      return ok(brought.failure.kind === 'no-ranges' ? 'no-ranges' : 'different');
    }
    const { bytes, said } = brought.value;
    if (Buffer.compare(held, bytes) !== 0) return ok('different');
    validator =
      validator === null ? said : source.validator === null ? commonValidator(validator, said) : validator;
  }
  if (source.mustShareEtag !== null && validator?.etag !== source.mustShareEtag) return ok('different');
  source.validator = validator;
  return ok('same');
}

/** Whether the connection was given up, not by the server: the sample is asked for again. */
function wasLost(failure: OpenFailure): boolean {
  return failure.kind === 'failed' && isLost(failure.failure);
}

/** Bytes of a range, and what the reply said of the whole that they are part of. */
interface Sample {
  readonly bytes: Uint8Array;
  readonly said: Validator;
}

/** Fetches the bytes of `range`; a reply that does not bring all of them is a failure. */
async function fetchSample(
  deps: OpenDeps,
  source: Source,
  known: Known,
  range: ByteRange,
  signal: AbortSignal,
): Promise<Result<Sample, OpenFailure>> {
  for (;;) {
    const fetched = await fetchOnce(deps, source, known, range, signal);
    if (fetched.ok || !wasLost(fetched.failure) || signal.aborted) return fetched;
  }
}

async function fetchOnce(
  deps: OpenDeps,
  source: Source,
  known: Known,
  range: ByteRange,
  signal: AbortSignal,
): Promise<Result<Sample, OpenFailure>> {
  const opened = await openSource(deps, source, range, known, signal);
  return opened.ok ? receiveSample(opened.value, range) : opened;
}

/** The bytes of `range` out of the reply to a request for them. */
export async function receiveSample(
  { reply, verdict }: Opened,
  range: ByteRange,
): Promise<Result<Sample, OpenFailure>> {
  if (verdict.kind !== 'part') {
    reply.cancel();
    return fail({ kind: 'no-ranges', failure: { code: 'server-bad-range', facts: { problem: 'ignored' } } });
  }
  const bytes = new Uint8Array(range.end - range.start);
  let filled = 0;
  const end = await reply.receive({
    write(chunk) {
      const taken = chunk.subarray(0, bytes.length - filled);
      bytes.set(taken, filled);
      filled += taken.length;
      return taken.length < chunk.length ? 'enough' : 'more';
    },
  });
  if (filled === bytes.length) return ok({ bytes, said: verdict.validator });
  return fail({
    kind: 'failed',
    failure: end.kind === 'failed' ? end.failure : { code: 'server-incomplete' },
  });
}
