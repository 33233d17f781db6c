import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { canPause, canResume, canTakeLink } from '../../state/actions.ts';
import { selectAll } from '../../state/selection.ts';
import { isFinished } from '../../state/status.ts';
import { openDialog, setSelection, useSelectedDownloads, useStore } from '../../state/store.ts';
import { useFileCommands } from '../export/use-file-commands.ts';
import { copyText } from '../detail/clipboard-text.ts';
import { toggleDetail, useDetailPlace, useHasDetail } from '../layout/detail-place.ts';
import { changePaneSizes } from '../layout/pane-sizes.ts';
import { useModeOptions } from '../limit/limit-words.ts';
import { useChooseMode } from '../limit/use-choose-mode.ts';
import { focusSearch } from '../search/search-focus.ts';
import { useLanguageOptions } from '../settings/appearance-options.ts';
import type { KeyName } from './key-table.ts';
import { useCommands } from './use-commands.ts';

/** Something the window can do, as the palette shows it. */
export interface WindowCommand {
  readonly id: string;
  readonly label: string;
  readonly key: KeyName | null;
  /** Null while it is not possible. */
  readonly run: (() => void) | null;
  /** It gives the focus a place of its own. */
  readonly takesFocus?: true;
}

/** Every command of the window, each in the words of the language that is shown. */
export function useWindowCommands(): readonly WindowCommand[] {
  const { t } = useTranslation('palette');
  return [...useRowCommands(t), ...useFileCommands(), ...useListCommands(t), ...useViewCommands(t)];
}

type Words = TFunction<'palette'>;
const none = { key: null } as const;

/** What acts on the selected rows. */
function useRowCommands(t: Words): readonly WindowCommand[] {
  const commands = useCommands();
  const selected = useSelectedDownloads();
  const canOpen = useStore((state) => state.host?.canOpenFiles ?? true);
  const [first] = selected;
  const some = first !== undefined;
  const when = (possible: boolean, run: () => void) => (possible ? run : null);
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
    {
      id: 'resume',
      label: t('commands.resume'),
      ...none,
      run: when(selected.some(canResume), () => commands.resume(selected)),
    },
    {
      id: 'pause',
      label: t('commands.pause'),
      ...none,
      run: when(selected.some(canPause), () => commands.pause(selected)),
    },
    {
      id: 'open',
      label: t('commands.open'),
      key: 'open',
      run: some && isFinished(first) ? () => commands.openFile(first) : null,
    },
    {
      id: 'openFolder',
      label: t('commands.openFolder'),
      ...none,
      run: some && canOpen ? () => commands.openFolder(first) : null,
    },
    {
      id: 'newLink',
      label: t('commands.newLink'),
      ...none,
      run: some && selected.length === 1 && canTakeLink(first) ? () => commands.askForLink(first) : null,
    },
    {
      id: 'copyAddress',
      label: t('commands.copyAddress'),
      ...none,
      run: when(some, () => void copyText(selected.map(({ url }) => url).join('\n'))),
    },
    {
      id: 'moveUp',
      label: t('commands.moveUp'),
      ...none,
      run: when(some, () => commands.move(selected, -1)),
    },
    {
      id: 'moveDown',
      label: t('commands.moveDown'),
      ...none,
      run: when(some, () => commands.move(selected, 1)),
    },
    {
      id: 'remove',
      label: t('commands.remove'),
      key: 'remove',
      run: when(some, () => commands.remove(selected)),
    },
  ];
}

/** What is for the whole list. */
function useListCommands(t: Words): readonly WindowCommand[] {
  const commands = useCommands();
  const rows = useStore((state) => state.rows);
  const modes = useModeOptions();
  const choose = useChooseMode();
  const all = () => setSelection(selectAll(useStore.getState().selection, rows));
  return [
    {
      id: 'add',
      label: t('commands.add'),
      ...none,
      run: () => openDialog({ kind: 'add', text: '' }),
    },
    { id: 'verify', label: t('commands.verify'), ...none, run: () => openDialog({ kind: 'verify' }) },
    {
      id: 'selectAll',
      label: t('commands.selectAll'),
      key: 'select-all',
      run: rows.length > 0 ? all : null,
    },
    { id: 'search', label: t('commands.search'), key: 'search', run: focusSearch, takesFocus: true },
    { id: 'resumeAll', label: t('commands.resumeAll'), ...none, run: commands.resumeAll },
    { id: 'pauseAll', label: t('commands.pauseAll'), ...none, run: commands.pauseAll },
    ...modes.map(({ value, label }) => ({
      id: `limit-${value}`,
      label: t('commands.limit', { name: label }),
      ...none,
      run: () => choose(value),
    })),
    {
      id: 'limits',
      label: t('commands.limits'),
      ...none,
      run: () => openDialog({ kind: 'speed-limit' }),
    },
  ];
}

/** What is for the window itself. */
function useViewCommands(t: Words): readonly WindowCommand[] {
  const commands = useCommands();
  const { place } = useDetailPlace();
  const hasDetail = useHasDetail();
  const languages = useLanguageOptions();
  const { t: dropZoneWords } = useTranslation('drop-zone');
  const dropZone = useStore(({ settings }) => settings?.dropZone === true);
  const docks = place === 'sheet' || !hasDetail ? null : place;
  const dock = (to: 'right' | 'below') =>
    docks === null || docks === to ? null : () => changePaneSizes({ dock: to, detailOpen: true });
  const themes = [
    ['system', t('commands.themeSystem')],
    ['light', t('commands.themeLight')],
    ['dark', t('commands.themeDark')],
  ] as const;
  return [
    {
      id: 'details',
      label: t('commands.details'),
      ...none,
      run: hasDetail ? () => toggleDetail(place) : null,
    },
    { id: 'dockRight', label: t('commands.dockRight'), ...none, run: dock('right') },
    { id: 'dockBelow', label: t('commands.dockBelow'), ...none, run: dock('below') },
    ...themes.map(([theme, label]) => ({
      id: `theme-${theme}`,
      label,
      ...none,
      run: () => void commands.setSettings({ theme }),
    })),
    ...languages.map(({ value, label }) => ({
      id: `language-${value}`,
      label: t('commands.language', { name: label }),
      ...none,
      run: () => void commands.setSettings({ language: value }),
    })),
    {
      id: 'dropZone',
      label: dropZoneWords('command'),
      ...none,
      run: () => void commands.setSettings({ dropZone: !dropZone }),
    },
    {
      id: 'settings',
      label: t('commands.settings'),
      ...none,
      run: () => openDialog({ kind: 'settings' }),
    },
    {
      id: 'servers',
      label: t('commands.servers'),
      ...none,
      run: () => openDialog({ kind: 'servers' }),
    },
    {
      id: 'palette',
      label: t('commands.palette'),
      key: 'palette',
      run: () => openDialog({ kind: 'palette' }),
    },
    { id: 'keys', label: t('commands.keys'), key: 'keys', run: () => openDialog({ kind: 'keys' }) },
    {
      id: 'programLog',
      label: t('commands.programLog'),
      ...none,
      run: () => openDialog({ kind: 'program-log' }),
    },
  ];
}
