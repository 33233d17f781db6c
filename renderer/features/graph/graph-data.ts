import type { SpeedSample, SpeedSeries } from '../../../shared/model/speed-series.ts';

type Column = readonly (number | null)[];

/** What the graph draws, a value for each time. Rates are bytes per second, null in a gap. */
export interface GraphData {
  /** Epoch ms, ascending. */
  readonly times: readonly number[];
  readonly download: Column;
  /** Null where nothing else ran beside the download. */
  readonly total: Column | null;
  /** The rate of the connections up to each slot together: the last is the download's own. */
  readonly stacked: readonly Column[];
}

/** A total that is hardly more than the download is the download. */
const besides = 1.05;

export function graphData(series: SpeedSeries, total: SpeedSeries): GraphData {
  const samples = withGapTimes(series.samples, total.samples);
  const slots = Math.max(0, ...samples.map((sample) => sample.slots.length));
  const totals = ratesAt(total.samples, samples);
  const others = samples.some(({ rate }, index) => (totals[index] ?? 0) > Math.max(1, rate ?? 0) * besides);
  const stacks = samples.map(stackOf);
  return {
    times: samples.map(({ at }) => at),
    download: samples.map(({ rate }) => rate),
    total: others ? totals : null,
    stacked: Array.from({ length: slots }, (_, slot) =>
      stacks.map((stack, index) =>
        samples[index]?.rate === null ? null : (stack[slot] ?? stack.at(-1) ?? 0),
      ),
    ),
  };
}

/** The samples of a download, and in its gaps the times at which only the total has something to show. */
function withGapTimes(own: readonly SpeedSample[], total: readonly SpeedSample[]): readonly SpeedSample[] {
  return own.flatMap((sample, index) => {
    const next = own[index + 1];
    if (sample.rate !== null || next === undefined) return [sample];
    const between = total.filter(({ at }) => at > sample.at && at < next.at);
    return [sample, ...between.map(({ at }) => ({ at, rate: null, slots: [] }))];
  });
}

/** The download's rate, shared out among its connections as their own rates are. */
function stackOf({ rate, slots }: SpeedSample): readonly number[] {
  const sum = slots.reduce((a, b) => a + b, 0);
  let reached = 0;
  return slots.map((slot) => {
    reached += sum === 0 ? 0 : ((rate ?? 0) * slot) / sum;
    return reached;
  });
}

/** The rates of `samples` at the times of others: that of the first sample that is not earlier. */
function ratesAt(samples: readonly SpeedSample[], times: readonly SpeedSample[]): (number | null)[] {
  let index = 0;
  return times.map(({ at }) => {
    while (index < samples.length - 1 && (samples[index]?.at ?? at) < at) index += 1;
    return samples[index]?.rate ?? null;
  });
}
