import { Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/store.ts';
import styles from './connection-notice.module.css';

/** Stands below the toolbar for as long as the window does not hear the program. */
export function ConnectionNotice() {
  const { t } = useTranslation('common');
  const lost = useStore((state) => state.connection === 'lost');
  const everOpen = useStore((state) => state.settings !== null);
  return (
    <div role="status">
      {lost ? (
        <div className={styles.notice}>
          <Unplug aria-hidden />
          <strong>{t(everOpen ? 'lost' : 'neverOpen')}</strong>
          <span>{t(everOpen ? 'lostHint' : 'neverOpenHint')}</span>
        </div>
      ) : null}
    </div>
  );
}
