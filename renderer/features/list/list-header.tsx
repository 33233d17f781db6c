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
const numbers: ReadonlySet<Column> = new Set(['size', 'speed', 'time-left', 'added']);

/** The columns' heads. A click sorts, a second click turns the order round. */
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
              tabIndex={0}
              onClick={() => setSort(sortBy(sort, column))}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                setSort(sortBy(sort, column));
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
