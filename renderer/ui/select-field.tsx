import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useId } from 'react';
import styles from './field.module.css';
import popup from './menu.module.css';

export interface SelectFieldProps<Value extends string> {
  readonly label: string;
  /** The label is said, not shown. */
  readonly labelHidden?: boolean;
  readonly hint?: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** A labelled choice of one among a few. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const labelId = useId();
  const hintId = `${labelId}hint`;
  return (
    <div className={styles.field}>
      <span id={labelId} className={props.labelHidden === true ? 'visually-hidden' : styles.label}>
        {props.label}
      </span>
      <Select.Root
        items={props.options}
        value={props.value}
        onValueChange={(value) => {
          if (value !== null) props.onChange(value);
        }}
      >
        <Select.Trigger
          className={styles.select}
          aria-labelledby={labelId}
          aria-describedby={props.hint ? hintId : undefined}
        >
          <Select.Value />
          <Select.Icon className={styles.arrow}>
            <ChevronsUpDown />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner className={popup.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Select.Popup className={popup.popup}>
              {props.options.map((option) => (
                <Select.Item key={option.value} value={option.value} className={popup.item}>
                  <span className={popup.mark}>
                    <Select.ItemIndicator>
                      <Check />
                    </Select.ItemIndicator>
                  </span>
                  <Select.ItemText>{option.label}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
      {props.hint ? (
        <span id={hintId} className={styles.hint}>
          {props.hint}
        </span>
      ) : null}
    </div>
  );
}
