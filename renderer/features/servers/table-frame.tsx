import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './servers.module.css';

interface TableFrameProps {
  readonly label: string;
  /** Of the columns between the server and what can be done with it. */
  readonly heads: readonly ('connections' | 'signIn' | 'sent' | 'when')[];
  /** The rows. */
  readonly children: ReactNode;
}

/** A table of servers, one to a row. */
export function TableFrame({ label, heads, children }: TableFrameProps) {
  const { t } = useTranslation('servers');
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('column.server')}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`column.${head}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
