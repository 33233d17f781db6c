import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeDialog, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { commentMost } from './comment-most.ts';

/** Writes the comment of one download, or the same one for several. */
export function CommentDialog({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation(['comment', 'common']);
  const commands = useCommands();
  const first = useStore((state) => state.library.get(ids[0] ?? ''));
  const [text, setText] = useState(ids.length === 1 ? (first?.comment ?? '') : '');

  async function save(): Promise<void> {
    if (await commands.comment(ids, text.slice(0, commentMost))) closeDialog();
  }

  return (
    <Dialog
      title={t('title', { count: ids.length, name: first?.name ?? '' })}
      closeLabel={t('common:close')}
      size="small"
      onClose={closeDialog}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button type="submit" variant="accent">
            {t('save')}
          </Button>
        </>
      }
    >
      <TextField label={t('label')} rows={4} value={text} hint={t('hint')} onChange={setText} />
    </Dialog>
  );
}
