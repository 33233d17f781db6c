import { Table } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient } from '../../state/store.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { saveText } from '../../ui/save-text.ts';
import { toasts } from '../../ui/toasts.ts';

/** Saves a table of all finished downloads: a line of a menu. */
export function ExportHistoryItem() {
  const { t } = useTranslation('export');
  const client = useClient();
  const sentence = useFailureSentence();
  const save = async (): Promise<void> => {
    const answer = await client.call.historyCsv();
    if (!answer.ok) toasts.add({ title: sentence(answer.failure) });
    else saveText('tributary-history.csv', 'text/csv', answer.value);
  };
  return (
    <MenuItem icon={<Table />} onSelect={() => void save()}>
      {t('history')}
    </MenuItem>
  );
}
