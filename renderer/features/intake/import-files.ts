import i18next from 'i18next';
import { openDialog } from '../../state/store.ts';
import { toasts } from '../../ui/toasts.ts';
import { textOfFiles } from './drop-text.ts';

/** Asks for files with links in them and shows in the Add dialog what they were understood as. */
export function importFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => {
    void textOfFiles(input.files ?? []).then((text) => {
      if (text.trim() !== '') openDialog({ kind: 'add', text });
      else
        toasts.add({
          title: i18next.t('intake:importEmptyTitle'),
          description: i18next.t('intake:importEmpty'),
        });
    });
  });
  input.click();
}
