import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/text-field.tsx';
import { parseRate, rateText } from './rate-text.ts';

interface RateFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Bytes per second; 0 is no limit. */
  readonly rate: number;
  readonly onChange: (rate: number) => void;
}

/** A rate typed as "500k" or "2M"; it is taken as soon as it is one. */
export function RateField({ label, hint, rate, onChange }: RateFieldProps) {
  const { t } = useTranslation('settings');
  const [text, setText] = useState(rateText(rate));
  const [writing, setWriting] = useState(false);
  const typed = parseRate(text);
  // Somebody else may set another one, but never while it is written: what is told then is of the letters before.
  const shown = writing || typed === rate || typed === null ? text : rateText(rate);
  return (
    <div
      onFocus={() => {
        setText(shown);
        setWriting(true);
      }}
      onBlur={() => setWriting(false)}
    >
      <TextField
        label={label}
        value={shown}
        placeholder={t('limitPlaceholder')}
        hint={hint ?? null}
        error={typed === null ? t('limitWrong') : null}
        onChange={(value) => {
          setText(value);
          const next = parseRate(value);
          if (next !== null && next !== rate) onChange(next);
        }}
      />
    </div>
  );
}
