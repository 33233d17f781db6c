import type { ReactNode } from 'react';
import styles from './legend.module.css';

/** What marks and hues of a drawing beside it stand for. */
export function Legend({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.legend} aria-label={label}>
      {children}
    </ul>
  );
}

interface LegendEntryProps {
  /** `empty`: a part that has no colour; `line` and `dashes`: lines; else a colour as a CSS value. */
  readonly mark: 'empty' | 'line' | 'dashes' | { readonly colour: string };
  readonly children: ReactNode;
}

export function LegendEntry({ mark, children }: LegendEntryProps) {
  return (
    <li className={styles.entry}>
      {typeof mark === 'string' ? (
        <span className={styles[mark]} />
      ) : (
        <span className={styles.swatch} style={{ backgroundColor: mark.colour }} />
      )}
      {children}
    </li>
  );
}
