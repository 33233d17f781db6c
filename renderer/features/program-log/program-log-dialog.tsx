import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeDialog, useClient } from '../../state/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyButton } from '../detail/copy-button.tsx';
import styles from './program-log-dialog.module.css';

const linesMost = 2_000;

/** The program's own log, as it is written; it follows the newest line. */
export function ProgramLogDialog() {
  const { t } = useTranslation(['program-log', 'common']);
  const lines = useProgramLog();
  const box = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return (
    <Dialog title={t('title')} closeLabel={t('common:close')} size="large" onClose={closeDialog}>
      {lines.length === 0 ? (
        <p>{t('empty')}</p>
      ) : (
        <pre
          ref={box}
          role="log"
          aria-live="off"
          aria-label={t('lines')}
          tabIndex={0}
          className={styles.lines}
        >
          {lines.join('\n')}
        </pre>
      )}
      <div className={styles.copy}>
        <CopyButton text={() => lines.join('\n')} label={t('copy')} />
      </div>
    </Dialog>
  );
}

function useProgramLog(): readonly string[] {
  const client = useClient();
  const [lines, setLines] = useState<readonly string[]>([]);
  useEffect(() => {
    let there = true;
    const forget = client.on('logged', (more) => {
      setLines((before) => [...before, ...more].slice(-linesMost));
    });
    void client.call.followLog({ on: true }).then((result) => {
      if (there && result.ok) setLines(result.value);
    });
    return () => {
      there = false;
      forget();
      void client.call.followLog({ on: false });
    };
  }, [client]);
  return lines;
}
