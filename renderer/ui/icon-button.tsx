import type { ComponentPropsWithRef, ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';
import styles from './icon-button.module.css';

export interface IconButtonProps extends Omit<
  ComponentPropsWithRef<'button'>,
  'className' | 'children' | 'aria-label' | 'disabled'
> {
  /** What it does: its name, and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'regular' | 'small';
}

/** A square button that shows an icon only. */
export function IconButton({ label, icon, size = 'regular', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={joinClasses(styles.button, size === 'small' && styles.small)}
    >
      {icon}
    </button>
  );
}
