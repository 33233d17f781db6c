import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { GraphData } from './graph-data.ts';
import { rateLabels, rateSteps } from './rate-ticks.ts';

/** How the plot looks, in colours and fonts that a canvas understands. */
export interface PlotLook {
  readonly hues: readonly string[];
  readonly line: string;
  readonly quiet: string;
  readonly grid: string;
  readonly font: string;
  readonly locale: string;
}

/** CSS pixels. */
interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** The plot of these columns, drawn into `box`; `onPoint` hears over which time the pointer stands. */
export function createPlot(
  box: HTMLElement,
  size: PlotSize,
  look: PlotLook,
  data: GraphData,
  onPoint: (index: number | null) => void,
): uPlot {
  const time = new Intl.DateTimeFormat(look.locale, { timeStyle: 'medium', hourCycle: 'h23' });
  const axis = { stroke: look.quiet, font: look.font, ticks: { show: false } };
  return new uPlot(
    {
      ...size,
      ms: 1,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { y: { range: (_plot, _least, most) => [0, Math.max(1_024, most * 1.08)] } },
      axes: [
        {
          ...axis,
          space: 96,
          size: 28,
          grid: { show: false },
          values: (_plot, at) => at.map((each) => time.format(each)),
        },
        {
          ...axis,
          space: 32,
          size: 84,
          gap: 6,
          incrs: rateSteps,
          grid: { stroke: look.grid, width: 1 },
          values: (_plot, rates) => [...rateLabels(rates)],
        },
      ],
      series: [{}, ...seriesOf(data, look)],
      hooks: {
        setCursor: [
          (plot) => {
            onPoint(plot.cursor.idx ?? null);
          },
        ],
      },
    },
    columnsOf(data),
    box,
  );
}

/** In the order of `seriesOf`. */
export function columnsOf(data: GraphData): uPlot.AlignedData {
  const columns = [...data.stacked.toReversed(), data.download, ...(data.total === null ? [] : [data.total])];
  return [[...data.times], ...columns.map((column) => [...column])];
}

/** From the back to the front: the highest stack first, so that each covers all but its own share. */
function seriesOf(data: GraphData, look: PlotLook): uPlot.Series[] {
  const areas = data.stacked.map((_, index): uPlot.Series => {
    const hue = look.hues[(index % (look.hues.length - 1)) + 1] ?? look.quiet;
    return { fill: hue, width: 0, points: { show: false } };
  });
  const line = { stroke: look.line, width: 1.5, points: { show: false } };
  const total = { stroke: look.quiet, width: 1.5, dash: [4, 4], points: { show: false } };
  return [...areas.toReversed(), line, ...(data.total === null ? [] : [total])];
}
