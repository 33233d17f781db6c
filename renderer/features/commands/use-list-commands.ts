import { useTranslation } from 'react-i18next';
import { columns, withColumn } from '../../state/columns.ts';
import { sortBy } from '../../state/row-order.ts';
import { selectAll } from '../../state/selection.ts';
import { openDialog, setPlace, setSelection, setSort, useCategories, useStore } from '../../state/store.ts';
import { placeEntries } from '../categories/place-entries.ts';
import { usePlaceCounts } from '../categories/use-place-counts.ts';
import { usePlaceName } from '../categories/use-place-name.ts';
import { importFiles } from '../intake/import-files.ts';
import { changeLayout, resetLayout, useColumnLayout } from '../list/column-layout.ts';
import { focusSearch } from '../search/search-focus.ts';
import { useCommands } from './use-commands.ts';
import { keyless, type PaletteWords, type WindowCommand } from './window-command.ts';

/** What is for the whole list. */
export function useListCommands(t: PaletteWords): readonly WindowCommand[] {
  const commands = useCommands();
  const rows = useStore((state) => state.rows);
  const all = () => setSelection(selectAll(useStore.getState().selection, rows));
  return [
    keyless('add', t('commands.add'), () => openDialog({ kind: 'add', text: '' })),
    keyless('import', t('commands.import'), () => void importFiles()),
    keyless('verify', t('commands.verify'), () => openDialog({ kind: 'verify' })),
    {
      id: 'selectAll',
      label: t('commands.selectAll'),
      key: 'select-all',
      run: rows.length > 0 ? all : null,
    },
    { id: 'search', label: t('commands.search'), key: 'search', run: focusSearch, takesFocus: true },
    keyless('resumeAll', t('commands.resumeAll'), commands.resumeAll),
    keyless('pauseAll', t('commands.pauseAll'), commands.pauseAll),
    keyless('queues', t('commands.queues'), () => openDialog({ kind: 'queues' })),
    ...usePlaceCommands(t),
    ...useColumnCommands(t),
  ];
}

/** What the tree of categories does. */
function usePlaceCommands(t: PaletteWords): readonly WindowCommand[] {
  const commands = useCommands();
  const categories = useCategories();
  const nameOf = usePlaceName();
  const { fixed } = usePlaceCounts();
  const dialog = (chosen: string | null) => () => openDialog({ kind: 'categories', chosen, parent: null });
  return [
    ...placeEntries(categories).map(({ place }) =>
      keyless(`place-${place}`, t('commands.place', { name: nameOf(place) }), () => setPlace(place)),
    ),
    keyless('categories', t('commands.categories'), dialog(null)),
    keyless('newCategory', t('commands.newCategory'), dialog('new')),
    keyless('emptyTrash', t('commands.emptyTrash'), fixed.trash > 0 ? commands.askToEmptyTrash : null),
  ];
}

/** What the heads of the columns do. */
function useColumnCommands(t: PaletteWords): readonly WindowCommand[] {
  const { t: words } = useTranslation('list');
  const sort = useStore((state) => state.sort);
  const { shown } = useColumnLayout();
  return [
    ...columns.map((column) =>
      keyless(`sort-${column}`, t('commands.sort', { name: words(`column.${column}`) }), () =>
        setSort(sortBy(sort, column)),
      ),
    ),
    ...columns
      .filter((column) => column !== 'name')
      .map((column) => {
        const label = shown.includes(column) ? 'commands.hideColumn' : 'commands.showColumn';
        return keyless(`column-${column}`, t(label, { name: words(`column.${column}`) }), () =>
          changeLayout((layout) => withColumn(layout, column, !layout.shown.includes(column))),
        );
      }),
    keyless('usualColumns', t('commands.usualColumns'), resetLayout),
  ];
}
