import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { useCommands } from '../commands/use-commands.ts';
import styles from '../settings/settings-dialog.module.css';
import { noticePermission } from './browser-notices.ts';

/** Whether the end of a download is told outside the window; in a browser, also whether that allows it. */
export function NotifyField({ notify }: { readonly notify: boolean }) {
  const { t } = useTranslation('settings');
  const commands = useCommands();
  const inBrowser = useStore((state) => state.host?.kind === 'headless');
  return (
    <>
      <Checkbox
        checked={notify}
        hint={t('notifyHint')}
        onChange={(value) => void commands.setSettings({ notify: value })}
      >
        {t('notify')}
      </Checkbox>
      {notify && inBrowser ? <BrowserPermission /> : null}
    </>
  );
}

function BrowserPermission() {
  const { t } = useTranslation('notices');
  const [permission, setPermission] = useState(noticePermission);
  if (permission === 'granted') return null;
  if (permission === 'denied')
    return <p className={joinClasses(styles.beside, styles.note)}>{t('denied')}</p>;
  return (
    <div className={styles.beside}>
      <Button onClick={() => void Notification.requestPermission().then(setPermission)}>{t('allow')}</Button>
      <span className={styles.note}>{t('notAsked')}</span>
    </div>
  );
}
