import { useTranslation } from 'react-i18next';
import { canTakeLink } from '../../state/actions.ts';
import { isFinished } from '../../state/status.ts';
import { useClient, useSelectedDownloads } from '../../state/store.ts';
import type { WindowCommand } from '../commands/window-command.ts';
import { giveCookies } from '../cookies/give-cookies.ts';
import { exportHistory } from './export-history.ts';
import { exportMetalink } from './export-metalink.ts';

/** What reads a file of the person's, or writes one. */
export function useFileCommands(): readonly WindowCommand[] {
  const { t } = useTranslation(['export', 'cookies']);
  const { call } = useClient();
  const selected = useSelectedDownloads();
  const [first] = selected;
  const one = selected.length === 1 && first !== undefined ? first : null;
  return [
    {
      id: 'importCookies',
      label: t('cookies:import'),
      key: null,
      run: one !== null && canTakeLink(one) ? () => void giveCookies(call, one) : null,
    },
    {
      id: 'exportMetalink',
      label: t('metalink'),
      key: null,
      run: one !== null && isFinished(one) ? () => void exportMetalink(call, one) : null,
    },
    { id: 'exportHistory', label: t('history'), key: null, run: () => void exportHistory(call) },
  ];
}
