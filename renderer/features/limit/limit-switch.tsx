import { Menu } from '@base-ui/react/menu';
import { Toolbar } from '@base-ui/react/toolbar';
import { ChevronDown, Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import toolbar from '../toolbar/toolbar.module.css';
import { LimitMenu } from './limit-menu.tsx';
import { useLimitWords } from './limit-words.ts';
import styles from './limit.module.css';

/** The button in the toolbar that says which speed limit holds, and changes it. */
export function LimitSwitch() {
  const { t } = useTranslation('limit');
  const state = useLimitWords();
  const label = t('switch', { state });
  return (
    <Menu.Root>
      <Toolbar.Button className={toolbar.button} aria-label={label} title={label} render={<Menu.Trigger />}>
        <Gauge />
        <span className={toolbar.word}>{state}</span>
        <ChevronDown className={styles.arrow} />
      </Toolbar.Button>
      <LimitMenu />
    </Menu.Root>
  );
}
