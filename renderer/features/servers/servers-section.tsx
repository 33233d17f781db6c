import { useTranslation } from 'react-i18next';
import { openDialog } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './servers.module.css';

/** Where single servers are set up, among the settings. */
export function ServersSection() {
  const { t } = useTranslation('servers');
  return (
    <section className={styles.part}>
      <h3>{t('title')}</h3>
      <p className={styles.hint}>{t('lead')}</p>
      <div>
        <Button onClick={() => openDialog({ kind: 'servers' })}>{t('open')}</Button>
      </div>
    </section>
  );
}
