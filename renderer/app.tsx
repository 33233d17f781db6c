import { CSPProvider } from '@base-ui/react/csp-provider';
import { useTranslation } from 'react-i18next';
import { useDoneSound } from './features/after-completion/use-done-sound.ts';
import { useClipboardLook } from './features/clipboard/use-clipboard-look.ts';
import { useWindowKeys } from './features/commands/use-window-keys.ts';
import { DropZonePanel } from './features/drop-zone/drop-zone-panel.tsx';
import { takeText, useIntake } from './features/intake/use-intake.ts';
import { CountdownDialog } from './features/after-all/countdown-dialog.tsx';
import { Dialogs } from './features/layout/dialogs.tsx';
import { Panes } from './features/layout/panes.tsx';
import { useAppearance } from './features/layout/use-appearance.ts';
import { Announcer } from './features/notices/announcer.tsx';
import { useBrowserNotices } from './features/notices/browser-notices.ts';
import { ConnectionNotice } from './features/notices/connection-notice.tsx';
import { StatusBar } from './features/status-bar/status-bar.tsx';
import { Toolbar } from './features/toolbar/toolbar.tsx';
import type { Client } from './host/client.ts';
import { ClientContext } from './host/client-context.ts';
import { useClient } from './state/store.ts';
import { ToastArea } from './ui/toast-area.tsx';
import styles from './app.module.css';

/** The whole window over one client. Style elements are off: the page's policy forbids them. */
export function App({ client }: { readonly client: Client }) {
  return (
    <CSPProvider disableStyleElements>
      <ClientContext value={client}>
        <WindowFrame />
      </ClientContext>
    </CSPProvider>
  );
}

function WindowFrame() {
  const { t } = useTranslation('common');
  const { call } = useClient();
  const over = useIntake((text) => takeText(call, text));
  useAppearance();
  useWindowKeys();
  useClipboardLook();
  useDoneSound();
  useBrowserNotices();

  return (
    <div className={styles.window}>
      <header>
        <Toolbar />
        <ConnectionNotice />
        <Announcer />
      </header>
      <Panes />
      <StatusBar />
      <DropZonePanel over={over} />
      <Dialogs />
      <CountdownDialog />
      <ToastArea label={t('notifications')} closeLabel={t('close')} />
      {over ? <div className={styles.drop}>{t('dropHere')}</div> : null}
    </div>
  );
}
