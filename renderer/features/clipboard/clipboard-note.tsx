import { useTranslation } from 'react-i18next';
import type { ClipboardMode } from '../../../shared/model/settings.ts';
import { useStore } from '../../state/store.ts';
import styles from '../settings/settings-dialog.module.css';
import { canReadClipboard } from './use-clipboard-look.ts';

/** What the watch does as it is set, and what a browser adds to that; nothing while it is off. */
export function ClipboardNote({ mode }: { readonly mode: ClipboardMode }) {
  const { t } = useTranslation('clipboard');
  const inBrowser = useStore((state) => state.host?.kind === 'headless');
  if (mode === 'off') return null;
  return (
    <>
      <p className={styles.note}>{t(mode === 'ask' ? 'askNote' : 'silentNote')}</p>
      {inBrowser ? (
        <p className={styles.note}>{t(canReadClipboard() ? 'browserNote' : 'browserCannot')}</p>
      ) : null}
    </>
  );
}
