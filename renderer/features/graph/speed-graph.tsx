import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import { readColours, useCanvasFrame } from '../detail/canvas-frame.ts';
import type { GraphData } from './graph-data.ts';
import { columnsOf, createPlot } from './speed-plot.ts';
import styles from './graph-panel.module.css';

interface SpeedGraphProps {
  readonly data: GraphData;
  /** Index into the times, null where the pointer is elsewhere. */
  readonly onPoint: (index: number | null) => void;
}

/** The lines themselves. A new plot is made for another size, theme or set of lines; else only its data changes. */
export function SpeedGraph({ data, onPoint }: SpeedGraphProps): ReactNode {
  const { i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(data);
  const frame = useCanvasFrame(box);
  const lines = `${data.stacked.length} ${data.total === null}`;
  const { language } = i18n;

  useLayoutEffect(() => {
    latest.current = data;
  }, [data]);

  useEffect(() => {
    const element = box.current;
    if (frame === null || element === null || frame.width === 0 || frame.height === 0) return;
    const [line = '', quiet = '', grid = ''] = readColours(element, ['--text-1', '--text-3', '--line-hair']);
    const { fontSize, fontFamily } = getComputedStyle(element);
    const look = { hues: frame.palette.hues, line, quiet, grid, font: `${fontSize} ${fontFamily}` };
    const size = { width: frame.width / frame.ratio, height: frame.height / frame.ratio };
    const made = createPlot(element, size, { ...look, locale: language }, latest.current, onPoint);
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [frame, lines, language, onPoint]);

  useEffect(() => {
    plot.current?.setData(columnsOf(data));
  }, [data]);

  return <div ref={box} className={styles.box} aria-hidden="true" />;
}
