import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { OpenDeps, OpenFailure } from './open-source.ts';
import { openSource } from './open-source.ts';
import { commonValidator, type Validator } from '../policy/validator.ts';
import type { PartFile } from '../ports/files.ts';
import type { Source } from './source.ts';

/**
 * Compares samples of a source with bytes that are on disk: proof enough to mix them where no
 * validator gives any. Each sample is a request of its own. A reply that differs in one byte, in
 * size or in kind is `different`. From a source that is the `same` its validator is known afterwards.
 */
export async function compareSamples(
  deps: OpenDeps,
  source: Source,
  size: number | null,
  samples: readonly ByteRange[],
  part: PartFile,
  signal: AbortSignal,
): Promise<Result<'same' | 'different', OpenFailure>> {
  let validator = source.validator;
  for (const sample of samples) {
    const held = new Uint8Array(sample.end - sample.start);
    const read = await part.read(held, sample.start);
    if (!read.ok) return fail({ kind: 'failed', failure: read.failure });
    const brought = await fetchSample(deps, source, size, sample, signal);
    if (!brought.ok) {
      return brought.failure.kind === 'failed' ? fail(brought.failure) : ok('different');
    }
    const { bytes, said } = brought.value;
    if (Buffer.compare(held, bytes) !== 0) return ok('different');
    validator =
      validator === null ? said : source.validator === null ? commonValidator(validator, said) : validator;
  }
  source.validator = validator;
  return ok('same');
}

/** The bytes of `range`, and what the reply said of them; one that does not bring all is a failure. */
async function fetchSample(
  deps: OpenDeps,
  source: Source,
  size: number | null,
  range: ByteRange,
  signal: AbortSignal,
): Promise<Result<{ readonly bytes: Uint8Array; readonly said: Validator }, OpenFailure>> {
  const opened = await openSource(deps, source, range, { size, validator: source.validator }, signal);
  if (!opened.ok) return opened;
  const { reply, verdict } = opened.value;
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
