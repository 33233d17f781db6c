/** How fast bytes came at one moment. `at` in epoch ms, rates in bytes per second. */
export interface SpeedSample {
  readonly at: number;
  /** Null: it did not run, so the line has a gap here. */
  readonly rate: number | null;
  /** Each connection's rate, that of slot n at n - 1. */
  readonly slots: readonly number[];
}

/** Speed over time, oldest sample first, times ascending. */
export interface SpeedSeries {
  readonly samples: readonly SpeedSample[];
  /** Bytes per second, over everything that was ever added. */
  readonly peak: number;
  /** Sum and count of all rates ever added, gaps left out: their quotient is the mean. */
  readonly sum: number;
  readonly count: number;
}

export const emptySeries: SpeedSeries = { samples: [], peak: 0, sum: 0, count: 0 };

/** Samples at most in a series. */
export const samplesMost = 600;

/**
 * The series with one more sample. Gaps that follow each other are one, and there is none in front.
 * A full series is thinned: neighbours become their mean, so that old times are told more coarsely
 * than new ones. A clock that was set back moves nothing to the left.
 */
export function withSample(series: SpeedSeries, sample: SpeedSample): SpeedSeries {
  const last = series.samples.at(-1);
  if (sample.rate === null && (last?.rate ?? null) === null) return series;
  const at = last === undefined ? sample.at : Math.max(sample.at, last.at + 1);
  const samples = [...series.samples, { ...sample, at }];
  const rate = sample.rate ?? 0;
  return {
    samples: samples.length > samplesMost ? thinned(samples) : samples,
    peak: Math.max(series.peak, rate),
    sum: series.sum + rate,
    count: series.count + (sample.rate === null ? 0 : 1),
  };
}

/** Bytes per second over the time in which it ran; 0 where it never did. */
export function meanRate(series: SpeedSeries): number {
  return series.count === 0 ? 0 : series.sum / series.count;
}

/** Bytes per second now; null while it does not run. */
export function latestRate(series: SpeedSeries): number | null {
  return series.samples.at(-1)?.rate ?? null;
}

/** Neighbours without a gap between them as one. Where there are hardly any, the oldest half goes. */
function thinned(samples: readonly SpeedSample[]): SpeedSample[] {
  const kept: SpeedSample[] = [];
  for (let index = 0; index < samples.length; index += 1) {
    const [one, two] = [samples[index], samples[index + 1]];
    if (one === undefined) break;
    if (one.rate === null || two === undefined || two.rate === null) {
      kept.push(one);
      continue;
    }
    kept.push({ at: two.at, rate: (one.rate + two.rate) / 2, slots: meanOf(one.slots, two.slots) });
    index += 1;
  }
  return kept.length > samplesMost * 0.75 ? kept.slice(-samplesMost / 2) : kept;
}

function meanOf(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, slot) => {
    return ((a[slot] ?? 0) + (b[slot] ?? 0)) / 2;
  });
}
