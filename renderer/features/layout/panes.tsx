import { useTranslation } from 'react-i18next';
import { joinClasses } from '../../ui/join-classes.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { CategoryTree } from '../categories/category-tree.tsx';
import { DetailPane } from '../detail/detail-pane.tsx';
import { DownloadList } from '../list/download-list.tsx';
import { TrashBar } from '../trash/trash-bar.tsx';
import { useDetailPlace, useNarrow } from './detail-place.ts';
import { changePaneSizes, usePaneSizes } from './pane-sizes.ts';
import styles from './panes.module.css';

const treeLeast = 140;
const treeMost = 360;

/** Pixels that the detail and the list keep, along the line that the splitter moves on. */
const least = {
  height: { detail: 120, list: 132 },
  width: { detail: 320, list: 320 },
};

/** The three panes: categories, list, detail. Narrow: no categories, and the detail is a sheet. */
export function Panes() {
  const { t } = useTranslation('common');
  const narrow = useNarrow();
  const { tree } = usePaneSizes();
  const { place, open } = useDetailPlace();
  const [main, box] = useElementSize();

  return (
    <div className={styles.panes}>
      {narrow ? null : (
        <nav className={styles.side} aria-label={t('categories')}>
          <div className={styles.tree} style={{ width: Math.min(treeMost, Math.max(treeLeast, tree)) }}>
            <CategoryTree />
          </div>
          <Splitter
            label={t('resizeCategories')}
            orientation="vertical"
            pane="before"
            size={tree}
            min={treeLeast}
            max={treeMost}
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
function Detail({ box }: { readonly box: { readonly width: number; readonly height: number } }) {
  const { t } = useTranslation('common');
  const sizes = usePaneSizes();
  const { place } = useDetailPlace();
  const along = place === 'right' ? 'width' : 'height';
  const name = { right: 'side', below: 'detail', sheet: 'sheet' } as const;
  const most = Math.max(least[along].detail, box[along] - least[along].list);
  const size = Math.min(sizes[name[place]], most);
  return (
    <>
      <Splitter
        label={t(place === 'right' ? 'resizeDetailsWidth' : 'resizeDetails')}
        orientation={place === 'right' ? 'vertical' : 'horizontal'}
        pane="after"
        size={size}
        min={least[along].detail}
        max={most}
        onResize={(next) => changePaneSizes({ [name[place]]: next })}
      />
      <section
        className={joinClasses(styles.detail, place === 'sheet' && styles.sheet)}
        aria-label={t('details')}
        style={{ [along]: size }}
      >
        <DetailPane />
      </section>
    </>
  );
}
