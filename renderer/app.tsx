import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIntake } from './features/intake/use-intake.ts';
import { Dialogs } from './features/layout/dialogs.tsx';
import { Panes, useHasDetail } from './features/layout/panes.tsx';
import { useAppearance } from './features/layout/use-appearance.ts';
import { usePaneSizes } from './features/layout/use-pane-sizes.ts';
import { Announcer } from './features/notices/announcer.tsx';
import { ConnectionNotice } from './features/notices/connection-notice.tsx';
import { StatusBar } from './features/status-bar/status-bar.tsx';
import { Toolbar } from './features/toolbar/toolbar.tsx';
import type { Client } from './host/client.ts';
import { ClientContext } from './host/client-context.ts';
import { openDialog, useStore } from './state/store.ts';
import { ToastArea } from './ui/toast-area.tsx';
import { useMediaQuery } from './ui/use-media-query.ts';
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
  const narrow = useMediaQuery('(max-width: 899px)');
  const [sizes, resize] = usePaneSizes();
  const [sheetOpen, setSheetOpen] = useState(false);
  const hasDetail = useHasDetail();
  const over = useIntake();
  useAppearance();
  useKeysDialog();

  const detailOpen = hasDetail && (narrow ? sheetOpen : sizes.detailOpen);
  const toggleDetail = () => {
    if (narrow) setSheetOpen((open) => !open);
    else resize({ detailOpen: !sizes.detailOpen });
  };

  return (
    <div className={styles.window}>
      <header>
        <Toolbar narrow={narrow} detailOpen={detailOpen} onToggleDetail={hasDetail ? toggleDetail : null} />
        <ConnectionNotice />
        <Announcer />
      </header>
      <Panes narrow={narrow} sizes={sizes} detailOpen={detailOpen} onResize={resize} />
      <StatusBar />
      <Dialogs />
      <ToastArea label={t('notifications')} closeLabel={t('close')} />
      {over ? <div className={styles.drop}>{t('dropHere')}</div> : null}
    </div>
  );
}

/** F1 shows the keys, wherever the focus is. */
function useKeysDialog(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'F1') return;
      event.preventDefault();
      if (useStore.getState().dialog === null) openDialog({ kind: 'keys' });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
