import type { ReactNode } from 'react';
import { useSpeeds } from '../../state/speeds.ts';
import { sparkPath } from './spark-path.ts';
import styles from './status-bar.module.css';

const width = 60;
const height = 14;

/** The last minute of the total speed. What it says in words stands beside it. */
export function Sparkline(): ReactNode {
  const samples = useSpeeds((speeds) => speeds.total.samples);
  const path = sparkPath(samples, { width, height, span: 60_000 });
  if (path === '') return null;
  return (
    <svg className={styles.spark} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
