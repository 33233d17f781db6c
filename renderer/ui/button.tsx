import type { ComponentPropsWithRef, ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';
import styles from './button.module.css';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'className' | 'disabled'> {
  readonly variant?: 'plain' | 'accent' | 'quiet' | 'danger';
  readonly size?: 'regular' | 'small';
  readonly icon?: ReactNode;
  /** Shown as out of use, but can still be focused and read: `aria-disabled`, never `disabled`. */
  readonly unavailable?: boolean;
}

/** A button with a word on it, and an icon before the word where it helps. */
export function Button(props: ButtonProps) {
  const {
    variant = 'plain',
    size = 'regular',
    icon,
    unavailable = false,
    onClick,
    children,
    ...rest
  } = props;
  return (
    <button
      type="button"
      {...rest}
      className={joinClasses(styles.button, styles[variant], size === 'small' && styles.small)}
      aria-disabled={unavailable || undefined}
      onClick={(event) => {
        if (unavailable) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon}
      {children}
    </button>
  );
}
