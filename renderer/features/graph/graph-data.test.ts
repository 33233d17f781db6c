import { describe, expect, it } from 'vitest';
import { emptySeries, withSample, type SpeedSample } from '../../../shared/model/speed-series.ts';
import { graphData } from './graph-data.ts';

const seriesOf = (samples: readonly SpeedSample[]) => samples.reduce(withSample, emptySeries);
const sample = (at: number, rate: number | null, slots: readonly number[] = []): SpeedSample => {
  return { at, rate, slots };
};

describe('what the graph draws', () => {
  it('shares the rate out among the connections as their own rates are, with gaps where it paused', () => {
    const series = seriesOf([sample(1, 30, [10, 10]), sample(2, null), sample(3, 40, [5, 10, 5])]);
    const data = graphData(series, series);
    expect(data.times).toEqual([1, 2, 3]);
    expect(data.download).toEqual([30, null, 40]);
    expect(data.stacked).toEqual([
      [15, null, 10],
      [30, null, 30],
      [30, null, 40],
    ]);
  });

  it('has no area for connections of which none brings anything', () => {
    const series = seriesOf([sample(1, 0, [0, 0]), sample(2, 8, [])]);
    expect(graphData(series, series).stacked).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('has the total at the same times, where other downloads ran', () => {
    const series = seriesOf([sample(2, 10), sample(4, 10)]);
    const total = seriesOf([sample(1, 3), sample(2, 25), sample(3, 5), sample(4, 10)]);
    expect(graphData(series, total).total).toEqual([25, 10]);
    expect(graphData(series, series).total).toBeNull();
    expect(graphData(series, emptySeries).total).toBeNull();
  });

  it('shows what the others did while it paused', () => {
    const series = seriesOf([sample(1, 10), sample(2, null), sample(6, 10)]);
    const total = seriesOf([sample(1, 15), sample(2, 5), sample(3, 6), sample(4, null), sample(6, 10)]);
    const data = graphData(series, total);
    expect(data.times).toEqual([1, 2, 3, 4, 6]);
    expect(data.download).toEqual([10, null, null, null, 10]);
    expect(data.total).toEqual([15, 5, 6, null, 10]);
  });
});
