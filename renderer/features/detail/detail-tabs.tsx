import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetailView, DownloadView } from '../../../shared/model/view.ts';
import { isFinished } from '../../state/status.ts';
import type { Told } from '../../i18n/failure-sentence.ts';
import { GraphPanel } from '../graph/graph-panel.tsx';
import { BlockMap } from './block-map.tsx';
import { ChecksumPanel } from './checksum-panel.tsx';
import { detailTabs, type DetailTab } from './detail-tab.ts';
import { FactsPanel } from './facts-panel.tsx';
import { FileStrip } from './file-strip.tsx';
import { LogView } from './log-view.tsx';
import { SegmentList } from './segment-list.tsx';
import { SourceList } from './source-list.tsx';
import styles from './detail-tabs.module.css';

export interface DetailTabsProps {
  readonly download: DownloadView;
  /** Null until the host has told it. */
  readonly detail: DetailView | null;
  readonly sentence: (failure: Told) => string;
  /** These answer with one sentence on what is wrong, or null when it was taken. */
  readonly onAddSource: (url: string) => Promise<string | null>;
  readonly onRemoveSource: (source: number, url: string) => Promise<string | null>;
  readonly onPreferSource: (source: number, url: string, on: boolean) => Promise<string | null>;
  readonly onSetChecksum: (text: string) => Promise<string | null>;
  /** Bytes per second. */
  readonly onSetLimit: (limit: number) => Promise<string | null>;
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
  /** Stands at the end of the line of tabs. */
  readonly corner?: ReactNode;
  /** Beside the address in the details. */
  readonly copyAs?: ReactNode;
  /** The field of the comment in the details. */
  readonly comment?: ReactNode;
}

const nothingYet: Pick<DetailView, 'segments' | 'sources' | 'map' | 'log'> = {
  segments: [],
  sources: [],
  map: [],
  log: [],
};

/** The strip of the whole file, always there, and below it the tabs of one download. */
export function DetailTabs(props: DetailTabsProps): ReactNode {
  const { download, detail, sentence, tab, onTab, onAddSource, onSetChecksum, onSetLimit } = props;
  const { t } = useTranslation('detail');
  const { segments, sources, map, log } = detail ?? nothingYet;

  const panel = (which: DetailTab): ReactNode => {
    switch (which) {
      case 'segments':
        return <SegmentList segments={segments} sources={sources} finished={isFinished(download)} />;
      case 'map':
        return <BlockMap size={download.size} map={map} segments={segments} />;
      case 'graph':
        return <GraphPanel id={download.id} />;
      case 'log':
        return <LogView key={download.id} log={log} />;
      case 'sources':
        return (
          <SourceList
            key={download.id}
            sources={sources}
            sentence={sentence}
            onAddSource={onAddSource}
            onRemoveSource={props.onRemoveSource}
            onPreferSource={props.onPreferSource}
          />
        );
      case 'checksum':
        return <ChecksumPanel key={download.id} download={download} onSetChecksum={onSetChecksum} />;
      case 'details':
        return (
          <FactsPanel
            download={download}
            detail={detail}
            onSetLimit={onSetLimit}
            copyAs={props.copyAs}
            comment={props.comment}
          />
        );
    }
  };

  return (
    <div role="group" className={styles.pane} aria-label={t('pane', { name: download.name })}>
      <FileStrip size={download.size} map={map} segments={segments} />
      <Tabs.Root
        className={styles.root}
        value={tab}
        onValueChange={(value: DetailTab | null) => {
          if (value !== null) onTab(value);
        }}
      >
        <div className={styles.head}>
          <Tabs.List className={styles.list} activateOnFocus>
            {detailTabs.map((which) => (
              <Tabs.Tab key={which} value={which} className={styles.tab}>
                {t(`tabs.${which}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {props.corner}
        </div>
        {detailTabs.map((which) => (
          <Tabs.Panel key={which} value={which} className={styles.panel}>
            {panel(which)}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </div>
  );
}
