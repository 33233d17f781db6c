import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/text-field.tsx';
import { parseRate, rateText } from '../settings/rate-text.ts';

interface LimitFieldProps {
  /** Bytes per second; 0 is no limit. */
  readonly limit: number;
  /** Takes bytes per second; answers with one sentence on what is wrong, or null when it was taken. */
  readonly onSetLimit: (limit: number) => Promise<string | null>;
}

/** One download's own speed limit, typed as "500k" or "2M"; taken by Enter or on leaving the field. */
export function LimitField({ limit, onSetLimit }: LimitFieldProps): ReactNode {
  const { t } = useTranslation(['detail', 'settings']);
  const [text, setText] = useState(() => rateText(limit));
  const [error, setError] = useState<string | null>(null);
  // Another window may have set it.
  const [seen, setSeen] = useState(limit);
  if (seen !== limit) {
    setSeen(limit);
    setText(rateText(limit));
  }

  async function take(): Promise<void> {
    const rate = parseRate(text);
    if (rate === null) setError(t('settings:limitWrong'));
    else if (rate !== limit) setError(await onSetLimit(rate));
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
      onBlur={() => void take()}
    >
      <TextField
        label={t('detail:facts.limit')}
        labelHidden
        value={text}
        placeholder={t('settings:limitPlaceholder')}
        hint={t('settings:limitHint')}
        error={error}
        onChange={(value) => {
          setText(value);
          setError(null);
        }}
      />
    </form>
  );
}
