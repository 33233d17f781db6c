import { ContextMenu } from '@base-ui/react/context-menu';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { CSSProperties, DragEvent, MouseEvent } from 'react';
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fittingColumns, gridTemplate } from '../../state/columns.ts';
import { hasSecondLine } from '../../state/status.ts';
import { extendTo, selectOnly, toggle } from '../../state/selection.ts';
import { setSelection, useStore } from '../../state/store.ts';
import { hasCommandKey } from '../../ui/command-key.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { startRowDrag } from '../categories/row-drag.ts';
import { useCommands } from '../commands/use-commands.ts';
import { rememberSort, useColumnLayout } from './column-layout.ts';
import { DownloadRow, rowId, type DownloadRowProps } from './download-row.tsx';
import { EmptyList } from './empty-list.tsx';
import { ListHeader } from './list-header.tsx';
import { RowMenu } from './row-menu.tsx';
import { useListKeys } from './use-list-keys.ts';
import styles from './download-list.module.css';

const rowHeight = 32;
const troubleHeight = 64;
/** Pixels beside the cells of a row, the bar to scroll with among them. */
const sidePadding = 56;

/** The list: a grid of which only the rows in sight are in the page. */
export function DownloadList() {
  const { t } = useTranslation('list');
  const rows = useStore((state) => state.rows);
  const selection = useStore((state) => state.selection);
  const terms = useStore((state) => state.terms);
  const commands = useCommands();
  const layout = useColumnLayout();
  const [measured, { width }] = useElementSize();
  const visible = useMemo(() => fittingColumns(layout, width - sidePadding), [layout, width]);
  useEffect(rememberSort, []);
  const grid = useRef<HTMLDivElement>(null);
  const onGrid = useCallback(
    (element: HTMLDivElement | null) => {
      grid.current = element;
      return measured(element);
    },
    [measured],
  );
  const scroller = useRef<HTMLDivElement>(null);

  // One function for one list: another makes all heights be asked for again.
  const getItemKey = useCallback((index: number) => rows[index] ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: (index) => heightOf(rows[index] ?? ''),
    paddingStart: 4,
    paddingEnd: 8,
    overscan: 4,
  });

  const revealed = useStore((state) => state.revealed);
  useEffect(() => {
    const index = revealed === null ? -1 : useStore.getState().rows.indexOf(revealed.id);
    if (index === -1) return;
    virtual.scrollToIndex(index);
    if (revealed?.focus === true && useStore.getState().dialog === null) grid.current?.focus();
  }, [revealed, virtual]);

  const onKeyDown = useListKeys(
    grid,
    () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1),
    (index) => virtual.scrollToIndex(index),
  );

  /** On a row that is selected already only the release of the button selects: it may be the start of a drag. */
  const onPress = useCallback((id: string, event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    const state = useStore.getState();
    if (event.button === 2) {
      if (!state.selection.ids.has(id)) setSelection(selectOnly(id));
      return;
    }
    const plain = !event.shiftKey && !hasCommandKey(event);
    if (plain && event.type === 'mousedown' && state.selection.ids.has(id)) return;
    if (!plain && event.type === 'click') return;
    if (event.shiftKey) setSelection(extendTo(state.selection, state.rows, id));
    else setSelection(hasCommandKey(event) ? toggle(state.selection, id) : selectOnly(id));
  }, []);

  const onOpen = useCallback(
    (id: string) => {
      const download = useStore.getState().library.get(id);
      if (download !== undefined) commands.openFile(download);
    },
    [commands],
  );

  const onDragStart = useCallback((event: DragEvent) => {
    startRowDrag(event.dataTransfer, [...useStore.getState().selection.ids]);
  }, []);

  const empty = rows.length === 0;
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        ref={onGrid}
        style={{ '--list-columns': gridTemplate(visible, layout) } as CSSProperties}
        role="grid"
        id="downloads"
        tabIndex={0}
        aria-label={t('caption')}
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        aria-activedescendant={selection.focus === null ? undefined : rowId(selection.focus)}
        className={joinClasses(styles.grid, empty && styles.headOnly)}
        onKeyDown={onKeyDown}
      >
        <ListHeader visible={visible} />
        <div ref={scroller} role="rowgroup" className={styles.scroller} hidden={empty}>
          <div role="presentation" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const id = rows[item.index];
              if (id === undefined) return null;
              return (
                <div
                  key={item.key}
                  ref={virtual.measureElement}
                  role="presentation"
                  data-index={item.index}
                  className={styles.place}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <ListedRow
                    id={id}
                    index={item.index}
                    selected={selection.ids.has(id)}
                    focused={selection.focus === id}
                    terms={terms}
                    columns={visible}
                    onPress={onPress}
                    onOpen={onOpen}
                    onDragStart={onDragStart}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </ContextMenu.Trigger>
      {/* Beside the grid, in which only rows may stand. */}
      {empty ? <EmptyList /> : null}
      <RowMenu />
    </ContextMenu.Root>
  );
}

interface ListedRowProps extends Omit<DownloadRowProps, 'download'> {
  readonly id: string;
}

/** Hears of its own download only, so that an update draws the rows that it changes and no list. */
const ListedRow = memo(function ListedRow({ id, ...row }: ListedRowProps) {
  const download = useStore((state) => state.library.get(id));
  return download === undefined ? null : <DownloadRow download={download} {...row} />;
});

/** What a row takes that has not been drawn yet; one that was is measured. */
function heightOf(id: string): number {
  const download = useStore.getState().library.get(id);
  return download !== undefined && hasSecondLine(download) ? troubleHeight : rowHeight;
}
