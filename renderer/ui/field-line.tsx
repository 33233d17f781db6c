import type { ReactNode } from 'react';
import styles from './field-line.module.css';

/** A field that takes the line, and a button beside its input. */
export function FieldLine({ children }: { readonly children: ReactNode }) {
  return <div className={styles.line}>{children}</div>;
}
