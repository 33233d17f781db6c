import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/text-field.tsx';
import { CookieField, type ChosenCookies } from '../cookies/cookie-field.tsx';
import { GivenFileField } from './given-file-field.tsx';
import styles from './more-choices.module.css';

interface MoreChoicesProps {
  /** A single link is added. */
  readonly single: boolean;
  readonly cookies: ChosenCookies | null;
  readonly onCookies: (chosen: ChosenCookies | null) => void;
  readonly givenFile: string;
  readonly onGivenFile: (path: string) => void;
  /** A line each. */
  readonly headers: string;
  readonly onHeaders: (lines: string) => void;
  /** Number of the line that is no header; null where all are. */
  readonly wrongHeader: number | null;
}

/** What few downloads need: cookies, headers, and a file that another program left half done. */
export function MoreChoices(props: MoreChoicesProps) {
  const { t } = useTranslation('add');
  const { single, wrongHeader } = props;
  return (
    <details className={styles.more}>
      <summary>{t('more')}</summary>
      <div className={styles.choices}>
        <CookieField value={props.cookies} onChange={props.onCookies} />
        <TextField
          label={t('headers')}
          rows={2}
          mono
          placeholder={t('headersPlaceholder')}
          hint={t('headersHint')}
          error={wrongHeader === null ? null : t('headerWrong', { line: wrongHeader })}
          value={props.headers}
          onChange={props.onHeaders}
        />
        {single ? <GivenFileField value={props.givenFile} onChange={props.onGivenFile} /> : null}
      </div>
    </details>
  );
}
