import { FileSearch, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../shared/model/units.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { isFinished } from '../../state/status.ts';
import { closeDialog, useClient, useSelected, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FieldLine } from '../../ui/field-line.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { filePath } from './file-path.ts';
import { useVerification } from './use-verification.ts';
import { barTone, shareOf } from './verification-bar.ts';
import { VerifyResult } from './verify-result.tsx';
import styles from './verify-dialog.module.css';

/** Checks any file against a pasted sum. A finished download that is selected is filled in. */
export function VerifyDialog() {
  const { t } = useTranslation(['verify', 'common']);
  const client = useClient();
  const sentence = useFailureSentence();
  const selected = useSelected();
  const host = useStore((state) => state.host);
  const [path, setPath] = useState(() =>
    selected !== null && isFinished(selected) ? filePath(selected.folder, selected.name) : '',
  );
  const [checksum, setChecksum] = useState(() => selected?.checksum.expected?.hex ?? '');
  const [pathMissing, setPathMissing] = useState(false);
  const { verification, start, cancel } = useVerification();
  const running = verification.kind === 'running';
  const refused = verification.kind === 'refused' ? verification.failure : null;
  const aboutSum = refused?.code === 'not-a-checksum';

  async function choose(): Promise<void> {
    const chosen = await client.call.chooseFile();
    if (chosen.ok && chosen.value !== null) setPath(chosen.value);
  }

  function verify(): void {
    setPathMissing(path.trim() === '');
    if (!running && path.trim() !== '') void start(path.trim(), checksum.trim());
  }

  function aboutPath(): string | null {
    if (pathMissing) return t('fileMissing');
    if (refused === null || aboutSum) return null;
    return refused.code === 'not-found' || refused.code === 'file-open' ? t('noFile') : sentence(refused);
  }

  return (
    <Dialog
      title={t('title')}
      closeLabel={t('common:close')}
      steady
      keepOnOutsidePress
      onClose={closeDialog}
      onSubmit={verify}
      footer={
        <>
          <Button onClick={running ? cancel : closeDialog}>{t('common:cancel')}</Button>
          <Button type="submit" variant="accent" icon={<ShieldCheck aria-hidden />} unavailable={running}>
            {t('verify')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <FieldLine>
          <TextField
            label={t('file')}
            value={path}
            readOnly={running}
            hint={t(host?.kind === 'headless' ? 'fileHintHeadless' : 'fileHintDesktop')}
            error={aboutPath()}
            onChange={(value) => {
              setPath(value);
              setPathMissing(false);
            }}
          />
          {host?.canChooseFolder === true ? (
            <IconButton label={t('chooseFile')} icon={<FileSearch />} onClick={() => void choose()} />
          ) : null}
        </FieldLine>
        <TextField
          label={t('checksum')}
          mono
          value={checksum}
          readOnly={running}
          placeholder={t('checksumPlaceholder')}
          error={aboutSum ? sentence({ code: 'not-a-checksum' }) : null}
          onChange={setChecksum}
        />
        <div className={styles.progress}>
          <ProgressBar label={t('progress')} value={shareOf(verification)} tone={barTone(verification)} />
          <span className={styles.bytes}>
            {running && verification.size > 0
              ? t('hashed', {
                  hashed: formatBytes(verification.hashed),
                  size: formatBytes(verification.size),
                })
              : ''}
          </span>
        </div>
        {verification.kind === 'ended' ? <VerifyResult result={verification.result} /> : null}
      </div>
    </Dialog>
  );
}
