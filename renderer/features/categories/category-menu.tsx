import { Menu } from '@base-ui/react/menu';
import { Toolbar } from '@base-ui/react/toolbar';
import { Check, ChevronDown, Tags } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { groupedNumber } from '../../i18n/grouped-number.ts';
import { categoryOfPlace, isFixed } from '../../state/place.ts';
import { openDialog, setPlace, useCategories, useStore } from '../../state/store.ts';
import { MenuItem, MenuPopup, MenuSeparator } from '../../ui/menu.tsx';
import menu from '../../ui/menu.module.css';
import toolbar from '../toolbar/toolbar.module.css';
import { placeEntries } from './place-entries.ts';
import { usePlaceCounts } from './use-place-counts.ts';
import { usePlaceName } from './use-place-name.ts';

/** The category tree of a narrow window. */
export function CategoryMenu() {
  const { t, i18n } = useTranslation(['toolbar', 'categories']);
  const chosen = useStore((state) => state.place);
  const categories = useCategories();
  const counts = usePlaceCounts();
  const nameOf = usePlaceName();
  const name = nameOf(chosen);
  return (
    <Menu.Root>
      <Toolbar.Button
        className={toolbar.button}
        aria-label={t('category', { name })}
        render={<Menu.Trigger />}
      >
        {name}
        <ChevronDown />
      </Toolbar.Button>
      <MenuPopup>
        <Menu.RadioGroup value={chosen} onValueChange={setPlace}>
          {placeEntries(categories).map(({ place, level }) => (
            <Menu.RadioItem key={place} value={place} className={menu.item} closeOnClick>
              <span className={menu.mark}>
                <Menu.RadioItemIndicator>
                  <Check />
                </Menu.RadioItemIndicator>
              </span>
              <span className={menu.text} style={{ paddingLeft: (level - 1) * 12 }}>
                {nameOf(place)}
              </span>
              <span className={menu.key}>
                {groupedNumber(
                  isFixed(place)
                    ? counts.fixed[place]
                    : (counts.categories.get(categoryOfPlace(place) ?? '') ?? 0),
                  i18n.language,
                )}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <MenuSeparator />
        <MenuItem
          icon={<Tags />}
          onSelect={() => openDialog({ kind: 'categories', chosen: categoryOfPlace(chosen), parent: null })}
        >
          {t('categories:manage')}
        </MenuItem>
      </MenuPopup>
    </Menu.Root>
  );
}
