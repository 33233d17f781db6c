import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../state/row-order.ts';
import { columns, sortBy } from '../../state/row-order.ts';
import { setSort, useStore } from '../../state/store.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import row from './download-row.module.css';
import styles from './list-header.module.css';

const classOf: Readonly<Record<Column, string | undefined>> = {
  name: undefined,
  state: undefined,
  progress: undefined,
  size: row.size,
  speed: row.speed,
  'time-left': row.timeLeft,
  added: row.added,
};
const neighbours = {
  ArrowLeft: (head: Element) => head.previousElementSibling,
  ArrowRight: (head: Element) => head.nextElementSibling,
};
const numbers: ReadonlySet<Column> = new Set(['size', 'speed', 'time-left', 'added']);

/**
 * The columns' heads. A click sorts, a second click turns the order round. They are one stop for the
 * Tab key, at the name, which is always there; arrows go along them.
 */
export function ListHeader() {
  const { t } = useTranslation('list');
  const sort = useStore((state) => state.sort);
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {columns.map((column) => {
          const sorted = sort.column === column;
          const Arrow = sort.ascending ? ArrowUp : ArrowDown;
          return (
            <div
              key={column}
              role="columnheader"
              aria-sort={sorted ? (sort.ascending ? 'ascending' : 'descending') : 'none'}
              tabIndex={column === 'name' ? 0 : -1}
              onClick={() => setSort(sortBy(sort, column))}
              onKeyDown={(event) => {
                if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
                  const beside = neighbours[event.key](event.currentTarget);
                  if (beside instanceof HTMLElement) beside.focus();
                } else if (event.key === 'Enter' || event.key === ' ') {
                  setSort(sortBy(sort, column));
                } else {
                  return;
                }
                event.preventDefault();
              }}
              className={joinClasses(styles.cell, numbers.has(column) && styles.number, classOf[column])}
            >
              <span className={styles.word}>{t(`column.${column}`)}</span>
              {sorted ? <Arrow aria-hidden className={styles.arrow} /> : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
