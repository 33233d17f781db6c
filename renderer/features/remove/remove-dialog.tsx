import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRunning } from '../../../shared/model/state.ts';
import { closeDialog, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from './remove-dialog.module.css';

/** Asks before downloads leave the list, and whether their files go too. */
export function RemoveDialog({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation(['remove', 'common']);
  const commands = useCommands();
  const library = useStore((state) => state.library);
  const [files, setFiles] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const downloads = ids.flatMap((id) => library.get(id) ?? []);
  const count = downloads.length;
  const running = downloads.filter(({ state }) => isRunning(state)).length;

  function remove(): void {
    commands.removeForGood(ids, files);
    closeDialog();
  }

  return (
    <Dialog
      title={t('title', { count })}
      closeLabel={t('common:close')}
      size="small"
      initialFocus={button}
      onClose={closeDialog}
      onSubmit={remove}
      footer={
        <>
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button ref={button} type="submit" variant={files ? 'danger' : 'accent'}>
            {t(files ? 'removeFiles' : 'remove')}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{t('text', { count, name: downloads[0]?.name ?? '' })}</p>
      {running > 0 ? <p className={styles.text}>{t('running', { count: running })}</p> : null}
      <Checkbox checked={files} onChange={setFiles}>
        {t('files', { count })}
      </Checkbox>
      <p className={styles.hint}>{t('filesHint')}</p>
    </Dialog>
  );
}
