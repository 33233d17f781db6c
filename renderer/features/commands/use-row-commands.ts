import { useTranslation } from 'react-i18next';
import { exportForms } from '../../../shared/model/export-form.ts';
import { canPause, canResume, canTakeLink, isTrashed } from '../../state/actions.ts';
import { isFinished } from '../../state/status.ts';
import { openDialog, useSelectedDownloads, useStore } from '../../state/store.ts';
import { useCopyAs } from '../copy-as/use-copy-as.ts';
import { copyText } from '../detail/clipboard-text.ts';
import { queueName } from '../queues/queue-words.tsx';
import { useLastRemoval } from '../trash/last-removal.ts';
import { useCommands } from './use-commands.ts';
import { keyless, type PaletteWords, type WindowCommand } from './window-command.ts';

/** What acts on the selected rows. */
export function useRowCommands(t: PaletteWords): readonly WindowCommand[] {
  const commands = useCommands();
  const selected = useSelectedDownloads();
  const canOpen = useStore((state) => state.host?.canOpenFiles ?? true);
  const [first] = selected;
  const some = first !== undefined;
  const only = selected.length === 1 ? first : undefined;
  const when = (possible: boolean, run: () => void) => (possible ? run : null);
  const ids = () => selected.map(({ id }) => id);
  return [
    {
      id: 'toggle',
      label: t('commands.toggle'),
      key: 'toggle',
      run: when(
        selected.some((each) => canPause(each) || canResume(each)),
        () => commands.toggle(selected),
      ),
    },
    keyless(
      'resume',
      t('commands.resume'),
      when(selected.some(canResume), () => commands.resume(selected)),
    ),
    keyless(
      'pause',
      t('commands.pause'),
      when(selected.some(canPause), () => commands.pause(selected)),
    ),
    {
      id: 'open',
      label: t('commands.open'),
      key: 'open',
      run: some && isFinished(first) ? () => commands.openFile(first) : null,
    },
    keyless(
      'openFolder',
      t('commands.openFolder'),
      some && canOpen ? () => commands.openFolder(first) : null,
    ),
    keyless(
      'newLink',
      t('commands.newLink'),
      only !== undefined && canTakeLink(only) ? () => commands.askForLink(only) : null,
    ),
    keyless(
      'copyAddress',
      t('commands.copyAddress'),
      when(some, () => void copyText(selected.map(({ url }) => url).join('\n'))),
    ),
    ...useCopyCommands(t, only),
    keyless(
      'comment',
      t('commands.comment'),
      when(some, () => openDialog({ kind: 'comment', ids: ids() })),
    ),
    keyless(
      'fileUnder',
      t('commands.fileUnder'),
      when(some, () => openDialog({ kind: 'file-under', ids: ids() })),
    ),
    ...useQueueCommands(t),
    {
      id: 'remove',
      label: t('commands.remove'),
      key: 'remove',
      run: when(some, () => commands.remove(selected)),
    },
    { id: 'undo', label: t('commands.undo'), key: 'undo', run: useLastRemoval().undo },
    keyless(
      'restore',
      t('commands.restore'),
      when(selected.some(isTrashed), () => commands.restore(selected)),
    ),
  ];
}

/** What one download can be copied as. */
function useCopyCommands(
  t: PaletteWords,
  only: { readonly id: string; readonly connections: number } | undefined,
): readonly WindowCommand[] {
  const { t: words } = useTranslation('copy-as');
  const copyAs = useCopyAs();
  return exportForms.map((form) => {
    const name = words(`form.${form}`, { count: only?.connections ?? 1 });
    const run = only === undefined ? null : () => void copyAs(only.id, form);
    return keyless(`copy-${form}`, t('commands.copyAs', { name }), run);
  });
}

/** Which queue, and where in it. */
function useQueueCommands(t: PaletteWords): readonly WindowCommand[] {
  const { t: words } = useTranslation('queues');
  const commands = useCommands();
  const selected = useSelectedDownloads();
  const queues = useStore((state) => state.queues);
  const some = selected.length > 0;
  const steps = [
    ['moveFirst', 'first'],
    ['moveUp', -1],
    ['moveDown', 1],
    ['moveLast', 'last'],
  ] as const;
  return [
    ...steps.map(([id, by]) =>
      keyless(id, t(`commands.${id}`), some ? () => commands.move(selected, by) : null),
    ),
    ...queues.map((queue) =>
      keyless(
        `queue-${queue.id}`,
        t('commands.queue', { name: queueName(queue, words) }),
        some ? () => commands.setQueue(selected, queue.id) : null,
      ),
    ),
  ];
}
