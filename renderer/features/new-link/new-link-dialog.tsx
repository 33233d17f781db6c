import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailure } from '../../../shared/contract/types.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { closeDialog, useClient, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toasts } from '../../ui/toasts.ts';
import styles from './new-link-dialog.module.css';

/** Takes another link for a download whose own does not serve any more. */
export function NewLinkDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation(['new-link', 'common']);
  const sentence = useFailureSentence();
  const client = useClient();
  const download = useStore((state) => state.library.get(id));
  const [link, setLink] = useState('');
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  if (download === undefined) return null;
  const { name, received } = download;
  const ready = link.trim() !== '' && !asking;

  async function use(): Promise<void> {
    if (!ready) return;
    setAsking(true);
    setFailure(null);
    const answer = await client.call.refreshLink({ id, url: link.trim() });
    setAsking(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    toasts.add({ title: t('takenTitle'), description: t('taken', { name }) });
    closeDialog();
  }

  return (
    <Dialog
      title={t('title')}
      closeLabel={t('common:close')}
      keepOnOutsidePress
      onClose={closeDialog}
      onSubmit={() => void use()}
      footer={
        <>
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button type="submit" variant="accent" unavailable={!ready}>
            {t('use')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.text}>{t(received > 0 ? 'text' : 'textEmpty', { name })}</p>
        <div className={styles.answered}>
          <TextField
            label={t('link')}
            value={link}
            error={failure === null ? null : sentence(failure)}
            onChange={(text) => {
              setLink(text);
              setFailure(null);
            }}
          />
          <p role="status" className={styles.result}>
            {asking ? t('comparing') : null}
          </p>
        </div>
      </div>
    </Dialog>
  );
}
