import i18next from 'i18next';
import { openDialog } from '../../state/store.ts';
import { chooseFiles } from '../../ui/choose-files.ts';
import { toasts } from '../../ui/toasts.ts';
import { textOfFiles } from './drop-text.ts';

/** Asks for files with links in them and shows in the Add dialog what they were understood as. */
export async function importFiles(): Promise<void> {
  const files = await chooseFiles({ multiple: true });
  if (files.length === 0) return;
  const text = await textOfFiles(files);
  if (text.trim() !== '') openDialog({ kind: 'add', text });
  else
    toasts.add({
      title: i18next.t('intake:importEmptyTitle'),
      description: i18next.t('intake:importEmpty'),
    });
}
