import { describe, expect, it } from 'vitest';
import type { SpeedSample } from '../../../shared/model/speed-series.ts';
import { sparkPath } from './spark-path.ts';

const box = { width: 60, height: 10, span: 60_000 };
const samples = (...rates: readonly (number | null)[]): SpeedSample[] =>
  rates.map((rate, index) => ({ at: index * 10_000, rate, slots: [] }));

describe('the line of the latest speeds', () => {
  it('ends at the right, and its highest point is at the top', () => {
    expect(sparkPath(samples(5, 10), box)).toBe('M50.0 10L50.0 5.0L60.0 0.0L60.0 10Z');
  });

  it('is cut where nothing ran', () => {
    expect(sparkPath(samples(4, null, 4), box)).toBe('M40.0 10L40.0 0.0L40.0 10ZM60.0 10L60.0 0.0L60.0 10Z');
  });

  it('leaves out what is older than its span, and is empty where there is nothing', () => {
    const path = sparkPath(samples(1_000, 1_000, 1, 1, 1, 1, 1, 1, 2), box);
    expect(path.startsWith('M0.0 10L0.0 5.0')).toBe(true);
    expect(sparkPath([], box)).toBe('');
    expect(sparkPath(samples(null), box)).toBe('');
  });
});
