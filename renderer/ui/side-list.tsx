import type { ReactNode } from 'react';
import styles from './side-list.module.css';

interface SideListProps {
  /** The list, and what makes one more. */
  readonly side: ReactNode;
  /** What is chosen in it. */
  readonly children: ReactNode;
}

/** Several things of a kind: their list on the left, the chosen one on the right; below each other where it is narrow. */
export function SideList({ side, children }: SideListProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.side}>{side}</div>
      <div className={styles.chosen}>{children}</div>
    </div>
  );
}
