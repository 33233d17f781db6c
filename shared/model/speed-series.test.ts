import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptySeries,
  latestRate,
  meanRate,
  samplesMost,
  withSample,
  type SpeedSample,
} from './speed-series.ts';

const sample = (at: number, rate: number | null): SpeedSample => ({
  at,
  rate,
  slots: rate === null ? [] : [rate / 2, rate / 2],
});

const seriesOf = (rates: readonly (number | null)[]) =>
  rates.reduce((series, rate, index) => withSample(series, sample(index * 1_000, rate)), emptySeries);

describe('a series of speeds', () => {
  it('tells what is now, the mean and the peak, gaps left out', () => {
    const series = seriesOf([10, 30, null, null, 20]);
    expect(series.samples.map(({ rate }) => rate)).toEqual([10, 30, null, 20]);
    expect(latestRate(series)).toBe(20);
    expect(meanRate(series)).toBe(20);
    expect(series.peak).toBe(30);
    expect(latestRate(seriesOf([10, null]))).toBeNull();
    expect(meanRate(emptySeries)).toBe(0);
  });

  it('begins with no gap', () => {
    expect(seriesOf([null, null, 5]).samples).toHaveLength(1);
  });

  it('is thinned when it is full, the gap kept and the peak too', () => {
    const rates = Array.from({ length: samplesMost }, (_, index) => (index === 300 ? null : index));
    const series = seriesOf([...rates, 7]);
    expect(series.samples.length).toBeLessThan(samplesMost * 0.6);
    expect(series.samples.filter(({ rate }) => rate === null)).toEqual([sample(300_000, null)]);
    expect(series.samples[0]).toEqual({ at: 1_000, rate: 0.5, slots: [0.25, 0.25] });
    expect(series.peak).toBe(samplesMost - 1);
  });

  it('stays in order when the clock is set back', () => {
    const series = withSample(withSample(emptySeries, sample(5_000, 1)), sample(1_000, 2));
    expect(series.samples.map(({ at }) => at)).toEqual([5_000, 5_001]);
  });

  it('stays bounded, in order and true in mean and peak, whatever comes', () => {
    const rate = fc.option(fc.nat(1_000_000), { nil: null, freq: 3 });
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 3_000 }), (rates) => {
        const series = seriesOf(rates);
        const known = rates.filter((each) => each !== null);
        const { samples } = series;
        expect(samples.length).toBeLessThanOrEqual(samplesMost);
        expect(samples.every(({ at }, index) => index === 0 || at > (samples[index - 1]?.at ?? at))).toBe(
          true,
        );
        expect(series.peak).toBe(Math.max(0, ...known));
        const sum = known.reduce((a, b) => a + b, 0);
        expect(meanRate(series)).toBe(known.length === 0 ? 0 : sum / known.length);
      }),
      { numRuns: 40 },
    );
  });
});
