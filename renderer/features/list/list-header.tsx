import { ContextMenu } from '@base-ui/react/context-menu';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { DragEvent, KeyboardEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isColumn, movedTo, type Column } from '../../state/columns.ts';
import { sortBy } from '../../state/row-order.ts';
import { setSort, useStore } from '../../state/store.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { changeLayout } from './column-layout.ts';
import { ColumnMenu } from './column-menu.tsx';
import { ColumnResizer } from './column-resizer.tsx';
import styles from './list-header.module.css';

const numbers: ReadonlySet<Column> = new Set([
  'size',
  'speed',
  'time-left',
  'added',
  'finished',
  'connections',
]);

/** The type by which a head that is dragged is known. */
const headType = 'application/x-tributary-column';

/**
 * The columns' heads. A click sorts, a second click turns the order round; a head is dragged to another
 * place, and its edge to another width. All of it is in their menu, too. They are one stop for the Tab
 * key, at the first; arrows go along them.
 */
export function ListHeader({ visible }: { readonly visible: readonly Column[] }) {
  const { t } = useTranslation('list');
  const sort = useStore((state) => state.sort);
  const [asked, setAsked] = useState<Column>('name');
  const [over, setOver] = useState<Column | null>(null);

  function onKeyDown(event: KeyboardEvent<HTMLElement>, column: Column): void {
    const head = event.currentTarget;
    const beside = event.key === 'ArrowLeft' ? head.previousElementSibling : head.nextElementSibling;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (beside instanceof HTMLElement) beside.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      setSort(sortBy(sort, column));
    } else {
      return;
    }
    event.preventDefault();
  }

  function onDrop(event: DragEvent, place: Column): void {
    setOver(null);
    const column = event.dataTransfer.getData(headType);
    if (!isColumn(column)) return;
    event.preventDefault();
    changeLayout((layout) => movedTo(layout, column, place));
  }

  return (
    <ContextMenu.Root>
      <div role="rowgroup" className={styles.header}>
        <ContextMenu.Trigger
          role="row"
          aria-rowindex={1}
          className={styles.row}
          onContextMenu={(event) => event.stopPropagation()}
        >
          {visible.map((column, index) => {
            const sorted = sort.column === column;
            const Arrow = sort.ascending ? ArrowUp : ArrowDown;
            return (
              <div
                key={column}
                role="columnheader"
                aria-sort={sorted ? (sort.ascending ? 'ascending' : 'descending') : 'none'}
                tabIndex={index === 0 ? 0 : -1}
                draggable
                data-over={over === column || undefined}
                className={joinClasses(styles.cell, numbers.has(column) && styles.number)}
                onClick={() => setSort(sortBy(sort, column))}
                onContextMenu={() => setAsked(column)}
                onKeyDown={(event) => onKeyDown(event, column)}
                onDragStart={(event) => {
                  event.dataTransfer.setData(headType, column);
                  event.dataTransfer.effectAllowed = 'move';
                }}
                onDragOver={(event) => {
                  if (!event.dataTransfer.types.includes(headType)) return;
                  event.preventDefault();
                  setOver(column);
                }}
                onDragLeave={() => setOver(null)}
                onDrop={(event) => onDrop(event, column)}
              >
                <span className={styles.word} title={t(`column.${column}`)}>
                  {t(`column.${column}`)}
                </span>
                {sorted ? <Arrow aria-hidden className={styles.arrow} /> : null}
                <ColumnResizer column={column} />
              </div>
            );
          })}
        </ContextMenu.Trigger>
      </div>
      <ColumnMenu column={asked} visible={visible} />
    </ContextMenu.Root>
  );
}
