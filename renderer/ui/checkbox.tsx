import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Its name where no label is shown beside it. */
  readonly name?: string;
  readonly children?: ReactNode;
}

/** A tick, with its label beside it where one is given. */
export function Checkbox({ checked, onChange, name, children }: CheckboxProps) {
  const box = (
    <Base.Root checked={checked} onCheckedChange={onChange} className={styles.box} aria-label={name}>
      <Base.Indicator className={styles.tick}>
        <Check strokeWidth={3} />
      </Base.Indicator>
    </Base.Root>
  );
  if (children === undefined) return box;
  return (
    <label className={styles.label}>
      {box}
      <span>{children}</span>
    </label>
  );
}
