import type { KeyboardEvent as ReactKeyboardEvent, RefObject } from 'react';
import { useEffect } from 'react';
import { extendTo, neighbour, selectAll, selectOnly } from '../../state/selection.ts';
import { selectedDownloads, setSelection, useStore } from '../../state/store.ts';
import { isKey } from '../commands/key-table.ts';
import { useCommands } from '../commands/use-commands.ts';

/** Keys that mean the list wherever the window has no focus of its own. */
const listKeys: ReadonlySet<string> = new Set([
  'ArrowDown',
  'ArrowUp',
  'PageDown',
  'PageUp',
  'Home',
  'End',
  ' ',
  'Enter',
  'Delete',
]);

/**
 * The keys of the list, also while nothing in the window has the focus: the list takes it then.
 * `page` is the number of rows that fit; `reveal` scrolls a row into sight.
 */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  page: () => number,
  reveal: (index: number) => void,
) {
  const commands = useCommands();

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || useStore.getState().dialog !== null) return;
      if (!listKeys.has(event.key)) return;
      event.preventDefault();
      list.current?.focus();
      list.current?.dispatchEvent(new KeyboardEvent('keydown', event));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [list]);

  return (event: ReactKeyboardEvent<HTMLElement>) => {
    const state = useStore.getState();
    const { rows, selection } = state;
    const onGrid = event.target === event.currentTarget;

    const step = stepOf(event.key, page(), rows.length);
    if (step !== null) {
      const id = neighbour(selection, rows, step);
      if (id === null) return;
      setSelection(event.shiftKey ? extendTo(selection, rows, id) : selectOnly(id));
      reveal(rows.indexOf(id));
    } else if (isKey(event, 'select-all')) {
      setSelection(selectAll(selection, rows));
    } else if (onGrid && isKey(event, 'toggle')) {
      commands.toggle(selectedDownloads(state));
    } else if (onGrid && isKey(event, 'open')) {
      const download = selection.focus === null ? undefined : state.library.get(selection.focus);
      if (download !== undefined) commands.openFile(download);
    } else if (isKey(event, 'remove')) {
      commands.remove(selectedDownloads(state));
    } else {
      return;
    }
    event.preventDefault();
  };
}

function stepOf(key: string, page: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return null;
  }
}
