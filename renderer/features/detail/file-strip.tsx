import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SegmentView } from '../../../shared/model/view.ts';
import { cellsOf, headsOf } from './block-cells.ts';
import { bytesBySlot } from './byte-map.ts';
import { prepareCanvas, useCanvasFrame } from './canvas-frame.ts';
import { paintStrip } from './cell-paint.ts';
import { wholePercent } from './segment-rows.ts';
import styles from './file-strip.module.css';

interface FileStripProps {
  /** Bytes; null where no server has told it yet. */
  readonly size: number | null;
  readonly map: readonly number[];
  readonly segments: readonly SegmentView[];
}

/** The whole file as one strip, coloured by the connection that brought each part. */
export function FileStrip({ size, map, segments }: FileStripProps): ReactNode {
  const { t } = useTranslation('detail');
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useCanvasFrame(box);

  useLayoutEffect(() => {
    if (frame === null || canvas.current === null || frame.width === 0) return;
    const brush = prepareCanvas(canvas.current, frame);
    if (brush === null) return;
    const grid = { count: frame.width, blockBytes: (size ?? 1) / frame.width, size: size ?? 0 };
    const cells = cellsOf(map, segments, grid);
    const heads = size === null ? [] : headsOf(segments, size).map((head) => head.position / size);
    const box = { height: frame.height, tick: Math.max(1, Math.round(2 * frame.ratio)) };
    paintStrip(brush, box, frame.palette, cells, heads);
  }, [frame, size, map, segments]);

  return (
    <div ref={box} className={styles['strip']} role="img" aria-label={label()}>
      <canvas ref={canvas} className={styles['canvas']} aria-hidden="true" />
    </div>
  );

  function label(): string {
    if (size === null) return t('strip.unknown');
    const received = [...bytesBySlot(map, { start: 0, end: size }).values()].reduce((a, b) => a + b, 0);
    return t('strip.label', { percent: size === 0 ? 100 : wholePercent(received / size) });
  }
}
