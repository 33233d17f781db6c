import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine, ListOrdered } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/model/view.ts';
import { openDialog, useStore } from '../../state/store.ts';
import { MenuChoice, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { queueName } from './queue-words.tsx';

/** Which queue downloads are in, and where in it they stand. */
export function PlaceItems({ downloads }: { readonly downloads: readonly DownloadView[] }) {
  const { t } = useTranslation('queues');
  const commands = useCommands();
  const queues = useStore((state) => state.queues);
  const own = new Set(downloads.map(({ queue }) => queue));
  const [only = ''] = own.size === 1 ? own : [];
  return (
    <>
      <MenuItem icon={<ArrowUpToLine />} onSelect={() => commands.move(downloads, 'first')}>
        {t('moveFirst')}
      </MenuItem>
      <MenuItem icon={<ArrowUp />} onSelect={() => commands.move(downloads, -1)}>
        {t('moveUp')}
      </MenuItem>
      <MenuItem icon={<ArrowDown />} onSelect={() => commands.move(downloads, 1)}>
        {t('moveDown')}
      </MenuItem>
      <MenuItem icon={<ArrowDownToLine />} onSelect={() => commands.move(downloads, 'last')}>
        {t('moveLast')}
      </MenuItem>
      <MenuSeparator />
      <MenuChoice
        value={only}
        options={queues.map((queue) => ({ value: queue.id, label: queueName(queue, t) }))}
        onChange={(queue) => commands.setQueue(downloads, queue)}
      />
      <MenuItem icon={<ListOrdered />} onSelect={() => openDialog({ kind: 'queues' })}>
        {t('open')}
      </MenuItem>
    </>
  );
}
