import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { categories } from '../../state/category.ts';
import { setCategory, useStore } from '../../state/store.ts';
import { categoryIcons } from './category-icons.ts';
import { useCategoryCounts } from './use-category-counts.ts';
import styles from './category-list.module.css';

/** The categories with their counts; the arrows choose. */
export function CategoryList() {
  const { t } = useTranslation(['list', 'common']);
  const chosen = useStore((state) => state.category);
  const counts = useCategoryCounts();

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = categories[categories.indexOf(chosen) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    setCategory(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-category='${next}']`)?.focus();
  }

  return (
    <div role="tree" aria-label={t('common:categories')} className={styles.tree} onKeyDown={onKeyDown}>
      {categories.map((category) => {
        const Icon = categoryIcons[category];
        return (
          <div
            key={category}
            role="treeitem"
            aria-selected={category === chosen}
            data-category={category}
            tabIndex={category === chosen ? 0 : -1}
            className={styles.item}
            onClick={() => setCategory(category)}
          >
            <Icon className={styles.icon} aria-hidden />
            <span className={styles.name}>{t(`category.${category}`)}</span>
            <span className={styles.count}>{counts[category]}</span>
          </div>
        );
      })}
    </div>
  );
}
