import type { PointerEvent as ReactPointerEvent } from 'react';
import { withWidth, type Column } from '../../state/columns.ts';
import { changeLayout } from './column-layout.ts';
import styles from './list-header.module.css';

/** The edge of a head, to be dragged. The keyboard has the menu of the head for it. */
export function ColumnResizer({ column }: { readonly column: Column }) {
  function onPointerDown(event: ReactPointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const handle: HTMLElement = event.currentTarget;
    const from = event.clientX;
    const width = handle.parentElement?.clientWidth ?? 0;
    handle.setPointerCapture(event.pointerId);
    const controller = new AbortController();
    const { signal } = controller;
    handle.addEventListener(
      'pointermove',
      (move: PointerEvent) =>
        changeLayout((layout) => withWidth(layout, column, width + move.clientX - from)),
      { signal },
    );
    const end = (): void => controller.abort();
    handle.addEventListener('pointerup', end, { signal });
    handle.addEventListener('pointercancel', end, { signal });
  }

  return (
    <span
      aria-hidden
      className={styles.edge}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={onPointerDown}
    />
  );
}
