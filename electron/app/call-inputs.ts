import type { CallFailure } from '../../shared/contract/types.ts';
import type { Checksum } from '../../shared/model/checksum.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { parseChecksum } from '../engine/policy/digests/checksum-text.ts';

/** A text that is to be an http or https address. */
export function webAddress(text: string): Result<URL, CallFailure> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return fail({ code: 'not-a-link' });
  return ok(url);
}

/** A text that is to be a sum, in any notation. */
export function sumIn(text: string): Result<Checksum, CallFailure> {
  const parsed = parseChecksum(text);
  return parsed.ok ? ok(parsed.value.checksum) : fail({ code: 'not-a-checksum' });
}
