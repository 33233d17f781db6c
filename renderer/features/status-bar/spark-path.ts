import type { SpeedSample } from '../../../shared/model/speed-series.ts';

interface SparkBox {
  readonly width: number;
  readonly height: number;
  /** Milliseconds that the width stands for; the newest sample is at its right end. */
  readonly span: number;
}

/**
 * The latest samples as the area of an SVG path, one closed piece for each run without a gap; empty
 * where there are none. The highest of them reaches the top.
 */
export function sparkPath(samples: readonly SpeedSample[], box: SparkBox): string {
  const end = samples.at(-1)?.at ?? 0;
  const recent = samples.filter(({ at }) => at >= end - box.span);
  const most = Math.max(1, ...recent.map(({ rate }) => rate ?? 0));
  const x = (at: number): string => (box.width - ((end - at) * box.width) / box.span).toFixed(1);
  const y = (rate: number): string => (box.height - (rate * box.height) / most).toFixed(1);
  const pieces: SpeedSample[][] = [[]];
  for (const sample of recent) {
    if (sample.rate === null) pieces.push([]);
    else pieces.at(-1)?.push(sample);
  }
  return pieces
    .map((piece) => {
      const [first, last] = [piece[0], piece.at(-1)];
      if (first === undefined || last === undefined) return '';
      const points = piece.map(({ at, rate }) => `L${x(at)} ${y(rate ?? 0)}`).join('');
      return `M${x(first.at)} ${box.height}${points}L${x(last.at)} ${box.height}Z`;
    })
    .join('');
}
