import { Menu } from '@base-ui/react/menu';
import { useTranslation } from 'react-i18next';
import { LimitMenu } from './limit-menu.tsx';
import { useLimitWords } from './limit-words.ts';
import styles from './limit.module.css';

/** The same switch at the bottom, where the speed is read. */
export function LimitStatus() {
  const { t } = useTranslation('limit');
  const state = useLimitWords();
  const label = t('switch', { state });
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.status} aria-label={label} title={label}>
        {state}
      </Menu.Trigger>
      <LimitMenu />
    </Menu.Root>
  );
}
