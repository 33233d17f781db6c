import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { IntakeNote } from '../../../shared/model/intake.ts';
import styles from './intake-notes.module.css';

/** What a text asked for and is left out, a sentence each. */
export function IntakeNotes({ notes }: { readonly notes: readonly IntakeNote[] }) {
  const { t } = useTranslation('intake');
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label={t('notes')}>
      {notes.map(({ code, facts }) => (
        <li key={code} className={styles.note}>
          <Info aria-hidden />
          <span>{t(`note.${code}`, { names: facts?.['names'], count: Number(facts?.['count'] ?? 1) })}</span>
        </li>
      ))}
    </ul>
  );
}
