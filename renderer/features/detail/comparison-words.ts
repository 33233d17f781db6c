import type { Comparison } from '../../../shared/model/view.ts';
import { formatDuration } from '../../../shared/model/duration.ts';

/** A sentence of the `detail` words and what goes into it. */
export interface ComparisonWords {
  readonly key: 'comparison.gain' | 'comparison.noGain' | 'comparison.unknown';
  readonly values: Readonly<Record<string, string | number>>;
}

/** "6 connections: 2:31; one connection would have taken about 14:50", or that nothing was gained. */
export function comparisonWords(comparison: Comparison): ComparisonWords {
  switch (comparison.kind) {
    case 'gain':
      return {
        key: 'comparison.gain',
        values: {
          count: comparison.connections,
          time: formatDuration(comparison.seconds),
          one: formatDuration(comparison.oneConnection),
        },
      };
    case 'no-gain':
      return { key: 'comparison.noGain', values: {} };
    case 'unknown':
      return { key: 'comparison.unknown', values: {} };
  }
}
