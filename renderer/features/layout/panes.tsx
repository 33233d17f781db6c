import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from '../../ui/join-classes.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { useElementSize, type ElementSize } from '../../ui/use-element-size.ts';
import { CategoryTree } from '../categories/category-tree.tsx';
import { DetailPane } from '../detail/detail-pane.tsx';
import { DownloadList } from '../list/download-list.tsx';
import { TrashBar } from '../trash/trash-bar.tsx';
import { useDetailPlace, useNarrow } from './detail-place.ts';
import { paneLeast, paneMost, paneOf, paneSize, tellMainBox } from './pane-limits.ts';
import { changePaneSizes, usePaneSizes } from './pane-sizes.ts';
import styles from './panes.module.css';

/** The three panes: categories, list, detail. Narrow: no categories, and the detail is a sheet. */
export function Panes() {
  const { t } = useTranslation('common');
  const narrow = useNarrow();
  const { place, open } = useDetailPlace();
  const [main, box] = useElementSize();
  const tree = paneSize('tree', usePaneSizes().tree, box);
  useEffect(() => tellMainBox(box), [box]);

  return (
    <div className={styles.panes}>
      {narrow ? null : (
        <nav className={styles.side} aria-label={t('categories')}>
          <div className={styles.tree} style={{ width: tree }}>
            <CategoryTree />
          </div>
          <Splitter
            label={t('resizeCategories')}
            orientation="vertical"
            pane="before"
            size={tree}
            min={paneLeast.tree}
            max={paneMost('tree', box)}
            onResize={(size) => changePaneSizes({ tree: size })}
          />
        </nav>
      )}
      <main ref={main} className={joinClasses(styles.main, place === 'right' && styles.across)}>
        <div className={styles.list}>
          <h1 className="visually-hidden">{t('downloads')}</h1>
          <TrashBar />
          <DownloadList />
        </div>
        {open ? <Detail box={box} /> : null}
      </main>
    </div>
  );
}

/** The detail pane with the line that changes its size. `box`: what it shares with the list. */
function Detail({ box }: { readonly box: ElementSize }) {
  const { t } = useTranslation('common');
  const sizes = usePaneSizes();
  const { place } = useDetailPlace();
  const pane = paneOf[place];
  const size = paneSize(pane, sizes[pane], box);
  return (
    <>
      <Splitter
        label={t(place === 'right' ? 'resizeDetailsWidth' : 'resizeDetails')}
        orientation={place === 'right' ? 'vertical' : 'horizontal'}
        pane="after"
        size={size}
        min={paneLeast[pane]}
        max={paneMost(pane, box)}
        onResize={(next) => changePaneSizes({ [pane]: next })}
      />
      <section
        className={joinClasses(styles.detail, place === 'sheet' && styles.sheet)}
        aria-label={t('details')}
        style={{ [place === 'right' ? 'width' : 'height']: size }}
      >
        <DetailPane />
      </section>
    </>
  );
}
