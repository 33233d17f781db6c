import { ArrowDownToLine, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openDialog, setPlace, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { commandKey } from '../../ui/command-key.ts';
import { FirstRun } from '../first-run/first-run.tsx';
import { NoMatch } from '../search/no-match.tsx';
import styles from './empty-list.module.css';

/** What stands where no row is: an invitation, or the way back to all of them. */
export function EmptyList() {
  const { t } = useTranslation(['list', 'trash']);
  const place = useStore((state) => state.place);
  const nothingAtAll = useStore((state) => state.library.size === 0 || state.place === 'all');
  const known = useStore((state) => state.settings !== null);
  const searching = useStore((state) => state.terms.length > 0);
  if (!known) return null;
  if (searching) return <NoMatch />;
  if (place === 'trash') {
    return (
      <div className={styles.empty}>
        <h2 className={styles.title}>{t('trash:emptyTitle')}</h2>
        <p className={styles.text}>{t('trash:emptyText')}</p>
      </div>
    );
  }
  if (!nothingAtAll) {
    return (
      <div className={styles.empty}>
        <h2 className={styles.title}>{t('emptyCategory')}</h2>
        <p className={styles.text}>{t('emptyCategoryText')}</p>
        <Button onClick={() => setPlace('all')}>{t('showAll')}</Button>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <div className={styles.target} aria-hidden>
        <ArrowDownToLine strokeWidth={1.5} />
      </div>
      <h2 className={styles.title}>{t('emptyTitle')}</h2>
      <p className={styles.text}>{t('emptyText', { key: commandKey('V') })}</p>
      <Button
        variant="accent"
        icon={<Plus aria-hidden />}
        onClick={() => openDialog({ kind: 'add', text: '' })}
      >
        {t('enterLinks')}
      </Button>
      <FirstRun />
    </div>
  );
}
