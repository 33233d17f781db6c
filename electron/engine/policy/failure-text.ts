import type { Failure } from '../../../shared/model/reasons.ts';

/** A failure for a log line: its code and facts. */
export function describeFailure(failure: Failure): string {
  const facts = Object.entries(failure.facts ?? {}).map(([name, value]) => `${name} ${String(value)}`);
  return facts.length === 0 ? failure.code : `${failure.code} (${facts.join(', ')})`;
}
