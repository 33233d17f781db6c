import { Table } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient } from '../../state/store.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { toasts } from '../../ui/toasts.ts';
import { copyText } from '../detail/clipboard-text.ts';

/** Puts a table of all finished downloads on the clipboard: a line of a menu. */
export function CopyHistoryItem() {
  const { t } = useTranslation('copy-as');
  const client = useClient();
  const sentence = useFailureSentence();
  const copy = async (): Promise<void> => {
    const answer = await client.call.historyCsv();
    if (!answer.ok) toasts.add({ title: sentence(answer.failure) });
    else toasts.add({ title: t((await copyText(answer.value)) ? 'historyDone' : 'refused') });
  };
  return (
    <MenuItem icon={<Table />} onSelect={() => void copy()}>
      {t('history')}
    </MenuItem>
  );
}
