import { Cookie, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { chooseCookieFile } from './cookie-file.ts';
import styles from './cookie-field.module.css';

/** A cookies.txt as it was chosen: its values stay with the host, which knows it by the token. */
export interface ChosenCookies {
  readonly token: string;
  readonly file: string;
  readonly count: number;
}

interface CookieFieldProps {
  readonly value: ChosenCookies | null;
  readonly onChange: (chosen: ChosenCookies | null) => void;
}

/** The cookies of a browser, to be sent with the links that are added. */
export function CookieField({ value, onChange }: CookieFieldProps) {
  const { t } = useTranslation('cookies');
  const client = useClient();
  const sentence = useFailureSentence();
  const [objection, setObjection] = useState<string | null>(null);

  async function choose(): Promise<void> {
    const file = await chooseCookieFile();
    if (file === null) return;
    if (file === 'too-large') {
      setObjection(t('tooLarge'));
      return;
    }
    const taken = await client.call.takeCookies({ text: file.text });
    setObjection(taken.ok ? null : sentence(taken.failure));
    onChange(taken.ok ? { ...taken.value, file: file.name } : null);
  }

  return (
    <div className={styles.field}>
      <div className={styles.line}>
        <Button icon={<Cookie aria-hidden />} onClick={() => void choose()}>
          {t('choose')}
        </Button>
        {value === null ? null : (
          <>
            <span className={styles.file} title={value.file}>
              {value.file}
            </span>
            <IconButton size="small" label={t('drop')} icon={<X />} onClick={() => onChange(null)} />
          </>
        )}
      </div>
      {objection === null ? null : (
        <p role="alert" className={styles.objection}>
          {objection}
        </p>
      )}
      {value === null ? null : <p className={styles.note}>{t('taken', { count: value.count })}</p>}
    </div>
  );
}
