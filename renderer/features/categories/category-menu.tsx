import { Menu } from '@base-ui/react/menu';
import { Toolbar } from '@base-ui/react/toolbar';
import { Check, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { categories } from '../../state/category.ts';
import { setCategory, useStore } from '../../state/store.ts';
import { MenuPopup } from '../../ui/menu.tsx';
import menu from '../../ui/menu.module.css';
import toolbar from '../toolbar/toolbar.module.css';
import { useCategoryCounts } from './use-category-counts.ts';

/** The category tree of a narrow window. */
export function CategoryMenu() {
  const { t } = useTranslation(['toolbar', 'list']);
  const chosen = useStore((state) => state.category);
  const counts = useCategoryCounts();
  const name = t(`list:category.${chosen}`);
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
        <Menu.RadioGroup value={chosen} onValueChange={setCategory}>
          {categories.map((category) => (
            <Menu.RadioItem key={category} value={category} className={menu.item} closeOnClick>
              <span className={menu.mark}>
                <Menu.RadioItemIndicator>
                  <Check />
                </Menu.RadioItemIndicator>
              </span>
              <span className={menu.text}>{t(`list:category.${category}`)}</span>
              <span className={menu.key}>{counts[category]}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </MenuPopup>
    </Menu.Root>
  );
}
