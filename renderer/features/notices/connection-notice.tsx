import { Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/store.ts';
import styles from './connection-notice.module.css';

/** Stands below the toolbar for as long as the window does not hear the program. */
export function ConnectionNotice() {
  const { t } = useTranslation('common');
  const connection = useStore((state) => state.connection);
  const everOpen = useStore((state) => state.settings !== null);
  const down = connection === 'lost' || connection === 'refused';
  const kind = down && everOpen ? connection : 'neverOpen';
  return (
    <div role="status">
      {down ? (
        <div className={styles.notice}>
          <Unplug aria-hidden />
          <strong>{t(kind)}</strong>
          <span>{t(`${kind}Hint`)}</span>
        </div>
      ) : null}
    </div>
  );
}
