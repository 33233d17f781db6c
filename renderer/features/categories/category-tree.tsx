import { ContextMenu } from '@base-ui/react/context-menu';
import { ChevronDown, ChevronRight, Tags } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { groupedNumber } from '../../i18n/grouped-number.ts';
import { categoryOfPlace, isFixed } from '../../state/place.ts';
import { openDialog, setPlace, useCategories, useStore } from '../../state/store.ts';
import { PlaceIcon } from './place-icon.tsx';
import { placeEntries, visibleEntries } from './place-entries.ts';
import { PlaceMenu } from './place-menu.tsx';
import { useClosedPlaces } from './use-closed-places.ts';
import { usePlaceCounts } from './use-place-counts.ts';
import { usePlaceName } from './use-place-name.ts';
import { useRowDrop } from './use-row-drop.ts';
import { useTreeKeys } from './use-tree-keys.ts';
import styles from './category-tree.module.css';

/** The places of the list with their counts. Arrows go along them, open and close; rows are dropped on them. */
export function CategoryTree() {
  const { t, i18n } = useTranslation(['categories', 'common']);
  const chosen = useStore((state) => state.place);
  const categories = useCategories();
  const counts = usePlaceCounts();
  const nameOf = usePlaceName();
  const [closed, setClosed] = useClosedPlaces();
  const [over, dropOn] = useRowDrop();
  const tree = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => placeEntries(categories), [categories]);
  const visible = visibleEntries(entries, closed);
  const onKeyDown = useTreeKeys(tree, visible, closed, setClosed);
  // What is chosen may stand in one that is closed: then the tree is entered at the top.
  const entry = visible.some(({ place }) => place === chosen) ? chosen : visible[0]?.place;

  return (
    <div className={styles.side}>
      <ContextMenu.Root>
        <ContextMenu.Trigger
          ref={tree}
          role="tree"
          aria-label={t('common:categories')}
          className={styles.tree}
          onKeyDown={onKeyDown}
        >
          {visible.map(({ place, level, hasChildren }) => {
            const open = hasChildren && !closed.has(place);
            const Arrow = open ? ChevronDown : ChevronRight;
            const count = isFixed(place)
              ? counts.fixed[place]
              : (counts.categories.get(categoryOfPlace(place) ?? '') ?? 0);
            return (
              <div
                key={place}
                role="treeitem"
                aria-level={level}
                aria-selected={place === chosen}
                aria-expanded={hasChildren ? open : undefined}
                data-place={place}
                data-over={place === over || undefined}
                tabIndex={place === entry ? 0 : -1}
                className={styles.item}
                style={{ paddingLeft: 8 + Math.min(level - 1, 4) * 16 }}
                onClick={() => setPlace(place)}
                onContextMenu={() => setPlace(place)}
                onDoubleClick={() => hasChildren && setClosed(place, open)}
                {...dropOn(place)}
              >
                <PlaceIcon place={place} className={styles.icon} />
                <span className={styles.name} title={nameOf(place)}>
                  {nameOf(place)}
                </span>
                <span className={styles.count}>{groupedNumber(count, i18n.language)}</span>
                {hasChildren ? (
                  <span
                    aria-hidden
                    className={styles.arrow}
                    onClick={(event) => {
                      event.stopPropagation();
                      setClosed(place, open);
                    }}
                  >
                    <Arrow />
                  </span>
                ) : (
                  <span className={styles.arrow} aria-hidden />
                )}
              </div>
            );
          })}
        </ContextMenu.Trigger>
        <PlaceMenu />
      </ContextMenu.Root>
      <button
        type="button"
        className={styles.manage}
        onClick={() => openDialog({ kind: 'categories', chosen: categoryOfPlace(chosen), parent: null })}
      >
        <Tags aria-hidden />
        {t('manage')}
      </button>
    </div>
  );
}
