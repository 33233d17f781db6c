import type { ClipboardEvent, KeyboardEvent, Ref } from 'react';
import { useId } from 'react';
import { joinClasses } from './join-classes.ts';
import styles from './field.module.css';

export interface TextFieldProps {
  readonly label: string;
  /** The label is said, not shown. */
  readonly labelHidden?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly hint?: string | null;
  readonly error?: string | null;
  readonly mono?: boolean;
  /** What is written is not shown; for a single line. */
  readonly secret?: boolean;
  /** Rows of a text area; a single line where it is not given. */
  readonly rows?: number;
  readonly readOnly?: boolean;
  readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
  readonly onPaste?: (event: ClipboardEvent<HTMLElement>) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

/** A labelled text field with room for a hint or for one sentence on what is wrong. */
export function TextField(props: TextFieldProps) {
  const { label, labelHidden = false, value, onChange, hint, error, mono = false, rows } = props;
  const id = useId();
  const noteId = `${id}note`;
  const note = error ?? hint ?? null;
  const shared = {
    id,
    ref: props.inputRef,
    value,
    placeholder: props.placeholder,
    readOnly: props.readOnly,
    spellCheck: false,
    autoComplete: 'off',
    className: joinClasses(styles.input, mono && styles.mono),
    'aria-invalid': error ? true : undefined,
    'aria-describedby': note ? noteId : undefined,
    onPaste: props.onPaste,
    onKeyDown: props.onKeyDown,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {rows === undefined ? (
        <input
          type={props.secret === true ? 'password' : 'text'}
          {...shared}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <textarea rows={rows} {...shared} onChange={(event) => onChange(event.target.value)} />
      )}
      {note ? (
        <span id={noteId} className={error ? styles.error : styles.hint}>
          {note}
        </span>
      ) : null}
    </div>
  );
}
