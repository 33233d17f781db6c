import { CornerLeftUp, Folder } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../shared/model/units.ts';
import type { CallFailure, FolderListing } from '../../../shared/contract/types.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LineButton, LineList, LineNote } from '../../ui/line-list.tsx';
import { lastPart } from './last-part.ts';
import styles from './folder-dialog.module.css';

interface FolderDialogProps {
  readonly start: string;
  readonly onChoose: (folder: string) => void;
  readonly onClose: () => void;
}

/** The folders of the machine that runs the program, as far as it lets them be seen. */
export function FolderDialog({ start, onChoose, onClose }: FolderDialogProps) {
  const { t } = useTranslation(['folders', 'common']);
  const client = useClient();
  const sentence = useFailureSentence();
  const [path, setPath] = useState(start);
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  useEffect(() => {
    let current = true;
    void client.call.listFolder({ path }).then((answer) => {
      if (!current) return;
      if (answer.ok) setListing(answer.value);
      setFailure(answer.ok ? null : answer.failure);
    });
    return () => {
      current = false;
    };
  }, [client, path]);

  const here = listing?.path ?? '';
  const atRoots = here === '';
  const free = listing?.free ?? null;
  return (
    <Dialog
      title={t('title')}
      closeLabel={t('common:close')}
      size="small"
      steady
      onClose={onClose}
      footer={
        <>
          <span className={styles.free}>{free === null ? '' : t('free', { size: formatBytes(free) })}</span>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="accent" unavailable={atRoots} onClick={() => onChoose(here)}>
            {t('choose')}
          </Button>
        </>
      }
    >
      <div className={styles.folders}>
        <div className={styles.path}>{atRoots ? t('roots') : here}</div>
        <LineList label={t('list', { path: here })} height="filling">
          {listing !== null && !atRoots ? (
            <LineButton icon={<CornerLeftUp aria-hidden />} onClick={() => setPath(listing.parent ?? '')}>
              {t('up')}
            </LineButton>
          ) : null}
          {listing?.folders.map((folder) => (
            <LineButton key={folder} icon={<Folder aria-hidden />} onClick={() => setPath(folder)}>
              {atRoots ? folder : lastPart(folder)}
            </LineButton>
          ))}
          {listing !== null && listing.folders.length === 0 ? <LineNote>{t('empty')}</LineNote> : null}
          {listing === null && failure === null ? <LineNote>{t('loading')}</LineNote> : null}
        </LineList>
        {failure === null ? null : (
          <p role="alert" className={styles.error}>
            {sentence(failure)}{' '}
            <Button size="small" onClick={() => setPath('')}>
              {t('roots')}
            </Button>
          </p>
        )}
      </div>
    </Dialog>
  );
}
