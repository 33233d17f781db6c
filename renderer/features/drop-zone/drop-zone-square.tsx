import { ArrowDownToLine } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { latestRate } from '../../../shared/model/speed-series.ts';
import { formatRate } from '../../../shared/model/units.ts';
import { useSpeeds } from '../../state/speeds.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import styles from './drop-zone.module.css';

/** A way in pixels, to the right and down. */
export interface Way {
  readonly x: number;
  readonly y: number;
}

export interface DropZoneSquareProps {
  readonly hint: string;
  /** Something is being dragged over it. */
  readonly over: boolean;
  /** A double click, Enter or Space. */
  readonly onOpen: () => void;
  /** It was taken by the pointer, or an arrow key was pressed. */
  readonly onMove: (by: Way) => void;
}

/** Pixels that an arrow key moves it by. */
const step = 16;
const ways: Readonly<Record<string, Way>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
};

/** The square itself: total speed, and a mark that links can be dropped on. Its menu is for others to give. */
export function DropZoneSquare({ hint, over, onOpen, onMove }: DropZoneSquareProps) {
  const { t, i18n } = useTranslation('drop-zone');
  const rate = useSpeeds((speeds) => latestRate(speeds.total));
  const speed = rate === null ? null : formatRate(rate, i18n.language);
  const held = useRef<Way | null>(null);

  const onPointerMove = (event: PointerEvent) => {
    const from = held.current;
    if (from === null) return;
    const by = { x: Math.round(event.screenX - from.x), y: Math.round(event.screenY - from.y) };
    if (by.x === 0 && by.y === 0) return;
    held.current = { x: from.x + by.x, y: from.y + by.y };
    onMove(by);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = ways[event.key];
    if (way === undefined) return;
    event.preventDefault();
    onMove(way);
  };
  return (
    <button
      type="button"
      className={joinClasses(styles.square, over && styles.over, speed !== null && styles.running)}
      aria-label={t('name', { state: speed ?? t('idle') })}
      title={hint}
      onDoubleClick={onOpen}
      onClick={(event) => {
        // Of the keyboard, or of what speaks for it: of the pointer it takes two.
        if (event.detail === 0) onOpen();
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.screenX, y: event.screenY };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (held.current = null)}
      onPointerCancel={() => (held.current = null)}
    >
      <ArrowDownToLine aria-hidden />
      <span className={styles.words}>{speed ?? t('drop')}</span>
    </button>
  );
}
