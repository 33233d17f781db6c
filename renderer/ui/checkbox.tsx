import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Its name where no label is shown beside it. */
  readonly name?: string;
  readonly children?: ReactNode;
  /** One line on what it does; with a label only. */
  readonly hint?: string;
}

/** A tick, with its label beside it where one is given. */
export function Checkbox({ checked, onChange, name, children, hint }: CheckboxProps) {
  const hintId = useId();
  const box = (
    <Base.Root
      checked={checked}
      onCheckedChange={onChange}
      className={styles.box}
      aria-label={name}
      aria-describedby={hint === undefined ? undefined : hintId}
    >
      <Base.Indicator className={styles.tick}>
        <Check strokeWidth={3} />
      </Base.Indicator>
    </Base.Root>
  );
  if (children === undefined) return box;
  const labelled = (
    <label className={styles.label}>
      {box}
      <span>{children}</span>
    </label>
  );
  if (hint === undefined) return labelled;
  return (
    <div className={styles.explained}>
      {labelled}
      <span id={hintId} className={styles.hint}>
        {hint}
      </span>
    </div>
  );
}
