import { useTranslation } from 'react-i18next';
import { detailTabs, showDetailTab } from '../detail/detail-tab.ts';
import { showDetail, toggleDetail, useDetailPlace, useHasDetail, useNarrow } from '../layout/detail-place.ts';
import { paneOf, resizePane, type PaneName } from '../layout/pane-limits.ts';
import { changePaneSizes } from '../layout/pane-sizes.ts';
import { keyless, type PaletteWords, type WindowCommand } from './window-command.ts';

/** Pixels by which a pane is made larger or smaller. */
const step = 48;

/** What changes the panes of the window: what a drag of a line between two does, done without one. */
export function usePaneCommands(t: PaletteWords): readonly WindowCommand[] {
  const { t: words } = useTranslation('detail');
  const { place } = useDetailPlace();
  const narrow = useNarrow();
  const hasDetail = useHasDetail();
  const docks = place === 'sheet' || !hasDetail ? null : place;
  const dock = (to: 'right' | 'below') =>
    docks === null || docks === to ? null : () => changePaneSizes({ dock: to, detailOpen: true });
  const resize = (pane: PaneName, by: number) => () => resizePane(pane, by);
  const tree = (by: number) => (narrow ? null : resize('tree', by));
  const detail = (by: number) => (hasDetail ? resize(paneOf[place], by) : null);
  return [
    keyless('details', t('commands.details'), hasDetail ? () => toggleDetail(place) : null),
    ...detailTabs.map((tab) =>
      keyless(
        `tab-${tab}`,
        t('commands.tab', { name: words(`tabs.${tab}`) }),
        hasDetail
          ? () => {
              showDetailTab(tab);
              showDetail(place);
            }
          : null,
      ),
    ),
    keyless('dockRight', t('commands.dockRight'), dock('right')),
    keyless('dockBelow', t('commands.dockBelow'), dock('below')),
    keyless('detailsLarger', t('commands.detailsLarger'), detail(step)),
    keyless('detailsSmaller', t('commands.detailsSmaller'), detail(-step)),
    keyless('treeWider', t('commands.treeWider'), tree(step)),
    keyless('treeNarrower', t('commands.treeNarrower'), tree(-step)),
  ];
}
