import type { CSSProperties, ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';
import styles from './line-list.module.css';

interface LineListProps {
  readonly label: string;
  /** `low`: as high as its lines, up to a limit; `filling`: what is left of the room, for lines that change. */
  readonly height?: 'low' | 'filling';
  readonly children: ReactNode;
}

/** A framed list of lines that can be chosen, beside or inside a form. */
export function LineList({ label, height = 'low', children }: LineListProps) {
  return (
    <ul className={joinClasses(styles.list, styles[height])} aria-label={label}>
      {children}
    </ul>
  );
}

interface LineButtonProps {
  readonly icon: ReactNode;
  /** The one that is shown beside the list; absent: the list chooses none. */
  readonly current?: boolean;
  /** How far it stands below others, 0 to 4. */
  readonly depth?: number;
  readonly onClick: () => void;
  readonly children: string;
}

/** One line: an icon and words. */
export function LineButton({ icon, current, depth = 0, onClick, children }: LineButtonProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.line}
        aria-current={current}
        style={{ '--depth': depth } as CSSProperties}
        onClick={onClick}
      >
        {icon}
        <span>{children}</span>
      </button>
    </li>
  );
}

/** A line that only says something. */
export function LineNote({ children }: { readonly children: string }) {
  return <li className={styles.note}>{children}</li>;
}
