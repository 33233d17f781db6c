import type { Comparison } from '../../../../shared/model/view.ts';

/** One measurement: connections at work, and bytes per second of all together. */
export interface CrewSample {
  readonly connections: number;
  readonly rate: number;
}

const samplesLeast = 4;
/** A connection's rate counts as held when it kept this much of what one alone had. */
const heldShare = 0.7;

/**
 * The seed's own comparison, from measured rates only: how long one connection would have taken.
 * It is given only where the rate of each connection held as connections were added; otherwise
 * more connections brought nothing that could be measured. `single` is the rate of one connection
 * while it was alone, in bytes per second (null: it was not measured, and so nothing is said);
 * `seconds` what the download took for `bytes`.
 */
export function compareWithOne(facts: {
  readonly single: number | null;
  readonly samples: readonly CrewSample[];
  readonly bytes: number;
  readonly seconds: number;
}): Comparison {
  const { single, samples, bytes, seconds } = facts;
  const shared = samples.filter((sample) => sample.connections > 1 && sample.rate > 0);
  if (single === null || shared.length < samplesLeast || seconds <= 0 || bytes <= 0)
    return { kind: 'unknown' };
  const each = median(shared.map((sample) => sample.rate / sample.connections));
  if (each < heldShare * single) return { kind: 'no-gain' };
  const connections = Math.max(...shared.map((sample) => sample.connections));
  const oneConnection = bytes / Math.max(single, each);
  return oneConnection <= seconds * 1.1
    ? { kind: 'no-gain' }
    : { kind: 'gain', connections, seconds, oneConnection };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
