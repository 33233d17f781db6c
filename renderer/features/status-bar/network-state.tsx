import { Globe, GlobeOff, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/store.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import styles from './status-bar.module.css';

/** Whether the window hears the program, and the program's machine has a network (null: not told yet). */
export function NetworkState({ online }: { readonly online: boolean | null }): ReactNode {
  const { t } = useTranslation('status-bar');
  const connection = useStore((state) => state.connection);

  if (connection === 'starting' || (connection === 'open' && online === null)) {
    return <span className={joinClasses(styles.sign, styles.usual)}>{t('starting')}</span>;
  }
  const state = connection !== 'open' ? 'lost' : online === true ? 'online' : 'offline';
  const Icon = { lost: Unplug, online: Globe, offline: GlobeOff }[state];
  return (
    <span
      className={joinClasses(styles.sign, state === 'online' ? styles.usual : styles.trouble)}
      title={t(`${state}Hint`)}
    >
      <Icon aria-hidden />
      {t(state)}
    </span>
  );
}
