import { useLayoutEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SegmentView } from '../../../shared/model/view.ts';
import { formatBytes } from '../../../shared/model/units.ts';
import { blockAt, blockRange, layOutBlocks, type BlockLayout } from './block-layout.ts';
import { cellsOf } from './block-cells.ts';
import { BlockTip, type BlockTipPlace } from './block-tip.tsx';
import { prepareCanvas, useCanvasFrame, type CanvasFrame } from './canvas-frame.ts';
import { paintBlocks } from './cell-paint.ts';
import { EmptyNote } from './empty-note.tsx';
import { MapLegend } from './map-legend.tsx';
import { legendOf } from './legend-entries.ts';
import { wholePercent } from './segment-rows.ts';
import styles from './block-map.module.css';

interface BlockMapProps {
  /** Bytes; null where no server has told it yet. */
  readonly size: number | null;
  readonly map: readonly number[];
  readonly segments: readonly SegmentView[];
}

/** What stands on the canvas now, so that the next picture paints only what differs. */
interface Picture {
  readonly frame: CanvasFrame;
  readonly layout: BlockLayout;
  readonly cells: Uint16Array;
}

/** The whole file as blocks, each in the hue of the connection that brought it. */
export function BlockMap({ size, map, segments }: BlockMapProps): ReactNode {
  const { t } = useTranslation('detail');
  if (size === null) return <EmptyNote>{t('map.unknown')}</EmptyNote>;
  return <BlockCanvas size={size} map={map} segments={segments} />;
}

function BlockCanvas({ size, map, segments }: BlockMapProps & { readonly size: number }): ReactNode {
  const { t } = useTranslation('detail');
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useRef<Picture | null>(null);
  const frame = useCanvasFrame(box);
  const [tip, setTip] = useState<BlockTipPlace | null>(null);
  const layout = useMemo(
    () => (frame === null ? null : layOutBlocks(size, frame.width, frame.height, frame.ratio)),
    [frame, size],
  );

  useLayoutEffect(() => {
    if (frame === null || layout === null || canvas.current === null) return;
    const brush = prepareCanvas(canvas.current, frame);
    if (brush === null) return;
    const before = picture.current;
    const kept = before !== null && before.frame === frame && before.layout === layout;
    if (!kept) brush.clearRect(0, 0, frame.width, frame.height);
    const cells = cellsOf(map, segments, layout);
    paintBlocks(brush, layout, frame.palette, cells, kept ? before.cells : null);
    picture.current = { frame, layout, cells };
  }, [frame, layout, map, segments]);

  const legend = legendOf(
    map,
    size,
    segments.map((segment) => segment.slot),
  );
  const received = size - (legend.find((entry) => entry.hue === null)?.bytes ?? 0);
  const summary = t('map.summary', {
    percent: size === 0 ? 100 : wholePercent(received / size),
    received: formatBytes(received),
    size: formatBytes(size),
  });

  const point = (event: PointerEvent<HTMLElement>): void => {
    if (frame === null || layout === null) return;
    const { clientX: x, clientY: y } = event;
    const area = event.currentTarget.getBoundingClientRect();
    const index = blockAt(layout, (x - area.left) * frame.ratio, (y - area.top) * frame.ratio);
    setTip(index === null ? null : { x, y, range: blockRange(layout, index) });
  };

  return (
    <div className={styles.map}>
      <div
        ref={box}
        className={styles.box}
        role="img"
        aria-label={summary}
        onPointerMove={point}
        onPointerLeave={() => setTip(null)}
      >
        <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
        {tip === null ? null : <BlockTip place={tip} map={map} />}
      </div>
      <MapLegend entries={legend} block={layout?.blockBytes ?? null} />
    </div>
  );
}
