import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/store.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { useElementHeight } from '../../ui/use-element-height.ts';
import { CategoryList } from '../categories/category-list.tsx';
import { DetailPane } from '../detail/detail-pane.tsx';
import { DownloadList } from '../list/download-list.tsx';
import type { PaneSizes } from './use-pane-sizes.ts';
import styles from './panes.module.css';

const treeLeast = 140;
const treeMost = 360;
const detailLeast = 120;
const listLeast = 132;

interface PanesProps {
  readonly narrow: boolean;
  readonly sizes: PaneSizes;
  readonly detailOpen: boolean;
  readonly onResize: (change: Partial<PaneSizes>) => void;
}

/** The three panes: categories, list, detail. Narrow: no categories, and the detail is a sheet. */
export function Panes({ narrow, sizes, detailOpen, onResize }: PanesProps) {
  const { t } = useTranslation('common');
  const [main, height] = useElementHeight();
  const detailMost = Math.max(detailLeast, height - listLeast);
  const detailHeight = Math.min(narrow ? sizes.sheet : sizes.detail, detailMost);

  return (
    <div className={styles.panes}>
      {narrow ? null : (
        <nav className={styles.side} aria-label={t('categories')}>
          <div className={styles.tree} style={{ width: Math.min(treeMost, Math.max(treeLeast, sizes.tree)) }}>
            <CategoryList />
          </div>
          <Splitter
            label={t('resizeCategories')}
            orientation="vertical"
            pane="before"
            size={sizes.tree}
            min={treeLeast}
            max={treeMost}
            onResize={(tree) => onResize({ tree })}
          />
        </nav>
      )}
      <main ref={main} className={styles.main}>
        <h1 className="visually-hidden">{t('downloads')}</h1>
        <DownloadList />
        {detailOpen ? (
          <>
            <Splitter
              label={t('resizeDetails')}
              orientation="horizontal"
              pane="after"
              size={detailHeight}
              min={detailLeast}
              max={detailMost}
              onResize={(size) => onResize(narrow ? { sheet: size } : { detail: size })}
            />
            <section
              className={joinClasses(styles.detail, narrow && styles.sheet)}
              aria-label={t('details')}
              style={{ height: detailHeight }}
            >
              <DetailPane />
            </section>
          </>
        ) : null}
      </main>
    </div>
  );
}

/** Whether there is anything that a detail pane could be of. */
export function useHasDetail(): boolean {
  return useStore((state) => state.library.size > 0);
}
