import { NumberField as Base } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import styles from './field.module.css';

export interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly increaseLabel: string;
  readonly decreaseLabel: string;
}

/** A labelled whole number with steps down and up. */
export function NumberField(props: NumberFieldProps) {
  const id = useId();
  const hintId = `${id}hint`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {props.label}
      </label>
      <Base.Root
        id={id}
        value={props.value}
        min={props.min}
        max={props.max}
        format={{ maximumFractionDigits: 0, useGrouping: false }}
        onValueChange={(value) => {
          if (value !== null) props.onChange(Math.round(value));
        }}
      >
        <Base.Group className={styles.group}>
          <Base.Decrement className={styles.step} aria-label={props.decreaseLabel}>
            <Minus />
          </Base.Decrement>
          <Base.Input className={styles.input} aria-describedby={props.hint ? hintId : undefined} />
          <Base.Increment className={styles.step} aria-label={props.increaseLabel}>
            <Plus />
          </Base.Increment>
        </Base.Group>
      </Base.Root>
      {props.hint ? (
        <span id={hintId} className={styles.hint}>
          {props.hint}
        </span>
      ) : null}
    </div>
  );
}
