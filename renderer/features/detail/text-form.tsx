import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './text-form.module.css';

interface TextFormProps {
  readonly label: string;
  readonly button: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** Takes the trimmed text; answers with one sentence on what is wrong, or null when it was taken. */
  readonly onSubmit: (text: string) => Promise<string | null>;
}

/** One text field with one button. What was taken is cleared, what was refused stays to be mended. */
export function TextForm({ label, button, hint, placeholder, onSubmit }: TextFormProps): ReactNode {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    setBusy(true);
    const objection = await onSubmit(text.trim());
    setBusy(false);
    setError(objection);
    if (objection === null) setText('');
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (!busy && text.trim() !== '') void submit();
      }}
    >
      <TextField
        label={label}
        value={text}
        onChange={(value) => {
          setText(value);
          setError(null);
        }}
        {...(placeholder === undefined ? {} : { placeholder })}
        hint={hint ?? null}
        error={error}
        mono
      />
      <Button type="submit" unavailable={busy || text.trim() === ''}>
        {button}
      </Button>
    </form>
  );
}
