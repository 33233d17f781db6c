import type { KeyboardEvent, PointerEvent } from 'react';
import { useRef } from 'react';
import { joinClasses } from './join-classes.ts';
import styles from './splitter.module.css';

export interface SplitterProps {
  readonly label: string;
  /** `vertical`: a standing line that changes a width; `horizontal`: a lying one, a height. */
  readonly orientation: 'vertical' | 'horizontal';
  /** The pane whose size changes stands before the line or after it. */
  readonly pane: 'before' | 'after';
  /** Size of the pane in pixels. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (size: number) => void;
}

const keyStep = 16;

/** The line between two panes: drag it, or focus it and use the arrows, Home and End. */
export function Splitter(props: SplitterProps) {
  const { orientation, size, min, max, onResize } = props;
  const sign = props.pane === 'before' ? 1 : -1;
  const drag = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const resize = (next: number) => onResize(Math.round(Math.min(max, Math.max(min, next))));
  const place = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);

  function onKeyDown(event: KeyboardEvent) {
    const [less, more] =
      orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : (['ArrowUp', 'ArrowDown'] as const);
    if (event.key === less) resize(size - sign * keyStep);
    else if (event.key === more) resize(size + sign * keyStep);
    else if (event.key === 'Home') resize(min);
    else if (event.key === 'End') resize(max);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={props.label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={joinClasses(styles.splitter, styles[orientation])}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: place(event), size };
      }}
      onPointerMove={(event) => {
        if (drag.current !== null) resize(drag.current.size + sign * (place(event) - drag.current.at));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    />
  );
}
