import { describe, expect, it } from 'vitest';
import { comparisonWords } from './comparison-words.ts';

describe('comparisonWords', () => {
  it('compares the measured time with the one of a single connection', () => {
    expect(comparisonWords({ kind: 'gain', connections: 6, seconds: 151, oneConnection: 890 })).toEqual({
      key: 'comparison.gain',
      values: { count: 6, time: '2:31', one: '14:50' },
    });
  });

  it('claims no gain where none was measured', () => {
    expect(comparisonWords({ kind: 'no-gain' }).key).toBe('comparison.noGain');
    expect(comparisonWords({ kind: 'unknown' }).key).toBe('comparison.unknown');
  });
});
