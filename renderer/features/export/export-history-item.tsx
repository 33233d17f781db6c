import { Table } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../state/store.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { exportHistory } from './export-history.ts';

/** Saves a table of all finished downloads: a line of a menu. */
export function ExportHistoryItem() {
  const { t } = useTranslation('export');
  const { call } = useClient();
  return (
    <MenuItem icon={<Table />} onSelect={() => void exportHistory(call)}>
      {t('history')}
    </MenuItem>
  );
}
