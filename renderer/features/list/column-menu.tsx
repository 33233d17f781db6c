import { Menu } from '@base-ui/react/menu';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Check, Minus, Plus, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { columns, movedBy, widthOf, withColumn, withWidth, type Column } from '../../state/columns.ts';
import { setSort } from '../../state/store.ts';
import { MenuItem, MenuPopup, MenuSeparator } from '../../ui/menu.tsx';
import menu from '../../ui/menu.module.css';
import { changeLayout, resetLayout, useColumnLayout } from './column-layout.ts';

interface ColumnMenuProps {
  /** The one whose head was asked. */
  readonly column: Column;
  /** Those that have room, from left to right. */
  readonly visible: readonly Column[];
}

/** Pixels by which the menu makes a column wider or narrower. */
const step = 24;

/** The menu of the heads: order of the rows, place and width of a column, and which there are. */
export function ColumnMenu({ column, visible }: ColumnMenuProps) {
  const { t } = useTranslation(['columns', 'list']);
  const layout = useColumnLayout();
  const at = visible.indexOf(column);
  const move = (by: -1 | 1): void => changeLayout((before) => movedBy(before, visible, column, by));
  const size = (by: number): void =>
    changeLayout((before) => withWidth(before, column, widthOf(before, column) + by));
  return (
    <MenuPopup>
      <MenuItem icon={<ArrowUp />} onSelect={() => setSort({ column, ascending: true })}>
        {t('ascending')}
      </MenuItem>
      <MenuItem icon={<ArrowDown />} onSelect={() => setSort({ column, ascending: false })}>
        {t('descending')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<ArrowLeft />} disabled={at <= 0} onSelect={() => move(-1)}>
        {t('left')}
      </MenuItem>
      <MenuItem icon={<ArrowRight />} disabled={at === visible.length - 1} onSelect={() => move(1)}>
        {t('right')}
      </MenuItem>
      <MenuItem icon={<Plus />} onSelect={() => size(step)}>
        {t('wider')}
      </MenuItem>
      <MenuItem icon={<Minus />} onSelect={() => size(-step)}>
        {t('narrower')}
      </MenuItem>
      <MenuSeparator />
      {columns.map((one) => {
        const shown = layout.shown.includes(one);
        return (
          <Menu.CheckboxItem
            key={one}
            className={menu.item}
            checked={shown}
            disabled={one === 'name'}
            onCheckedChange={(show) => changeLayout((before) => withColumn(before, one, show))}
          >
            <span className={menu.mark}>
              <Menu.CheckboxItemIndicator>
                <Check />
              </Menu.CheckboxItemIndicator>
            </span>
            <span className={menu.text}>{t(`list:column.${one}`)}</span>
            {shown && !visible.includes(one) ? <span className={menu.key}>{t('noRoom')}</span> : null}
          </Menu.CheckboxItem>
        );
      })}
      <MenuSeparator />
      <MenuItem icon={<RotateCcw />} onSelect={resetLayout}>
        {t('usual')}
      </MenuItem>
    </MenuPopup>
  );
}
