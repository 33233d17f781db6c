import type { ReactNode } from 'react';
import styles from './empty-note.module.css';

/** One quiet sentence where a tab has nothing to show yet. */
export function EmptyNote({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className={styles.note}>{children}</p>;
}
