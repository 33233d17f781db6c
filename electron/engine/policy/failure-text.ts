import type { Failure } from '../../../shared/model/reasons.ts';
import { whatHappened } from '../../../shared/model/words/what-happened.ts';

/** A failure for a line of a download's own log, which people read: in words, without its code. */
export function describeFailure(failure: Failure): string {
  return whatHappened(failure);
}
