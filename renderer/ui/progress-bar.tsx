import { joinClasses } from './join-classes.ts';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null where the end is not known. */
  readonly value: number | null;
  readonly tone?: 'running' | 'done' | 'waiting' | 'trouble' | 'failed';
  /** Colour of the filled part instead of the tone's, as a CSS value. */
  readonly colour?: string;
  /** What a screen reader says instead of the percentage. */
  readonly valueText?: string;
}

/** A thin bar that glides to its value: by transform only, so that nothing is laid out anew. */
export function ProgressBar({ label, value, tone = 'running', colour, valueText }: ProgressBarProps) {
  const share = value === null ? 1 : Math.min(1, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.floor(share * 100)}
      aria-valuetext={valueText}
      className={styles.track}
    >
      <div
        className={joinClasses(styles.fill, styles[tone], value === null && styles.unknown)}
        style={{
          transform: `scaleX(${share})`,
          ...(colour === undefined ? {} : { backgroundColor: colour }),
        }}
      />
    </div>
  );
}
