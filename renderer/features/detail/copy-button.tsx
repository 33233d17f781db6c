import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { copyText } from './clipboard-text.ts';

interface CopyButtonProps {
  /** Asked for when the button is pressed. */
  readonly text: () => string;
  /** What is copied, for a screen reader: "Copy the expected sum". "Copy" where it is not given. */
  readonly label?: string;
}

const thanksFor = 1_600;

/** Copies a text and says for a moment that it did, or that it could not. */
export function CopyButton({ text, label }: CopyButtonProps): ReactNode {
  const { t } = useTranslation('detail');
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), thanksFor);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    void copyText(text()).then((copied) => setOutcome(copied ? 'copied' : 'refused'));
  };
  return (
    <Button
      variant="quiet"
      size="small"
      icon={outcome === 'copied' ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      aria-label={outcome === null ? label : undefined}
      onClick={copy}
    >
      {t(outcome === null ? 'copy.button' : `copy.${outcome}`)}
    </Button>
  );
}
