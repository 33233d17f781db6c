import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { algorithmLabel } from '../../../shared/model/checksum.ts';
import { isRunning } from '../../../shared/model/state.ts';
import { formatBytes, formatDuration, formatRate } from '../../../shared/model/units.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Column } from '../../state/columns.ts';
import type { SearchTerms } from '../../state/search.ts';
import { isFinished, toneOf, troubleOf, type Status } from '../../state/status.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useCategoryLabel } from '../categories/use-place-name.ts';
import { FoundText } from '../search/found-text.tsx';
import { addedTime } from './added-time.ts';
import { hostOf } from '../../state/download-host.ts';
import { percentOf } from './row-speech.ts';
import { StatusIcon } from './status-icon.tsx';
import styles from './download-row.module.css';

export interface RowCellProps {
  readonly column: Column;
  readonly download: DownloadView;
  readonly status: Status;
  readonly word: string;
  readonly terms: SearchTerms;
}

/** What one column shows of a download. */
export function RowCell(props: RowCellProps) {
  const { column, download, status, terms } = props;
  const { i18n } = useTranslation('list');
  const language = i18n.language === 'ko' ? 'ko' : 'en';
  const { size, rate, secondsLeft } = download;
  switch (column) {
    case 'name':
      return (
        <div role="gridcell" className={styles.name} title={download.name}>
          <StatusIcon status={status} />
          <span className={styles.fileName}>
            <FoundText text={download.name} terms={terms} />
          </span>
        </div>
      );
    case 'state':
      return <StateCell {...props} />;
    case 'progress':
      return <ProgressCell {...props} />;
    case 'size':
      return (
        <Number title={sizeTitle(download)}>
          {size === null ? formatBytesOrNothing(download.received) : formatBytes(size)}
        </Number>
      );
    case 'speed':
      return <Number strong>{rate > 0 ? formatRate(rate) : ''}</Number>;
    case 'time-left':
      return <Number>{rate > 0 && secondsLeft !== null ? formatDuration(secondsLeft) : ''}</Number>;
    case 'added':
      return <Number quiet>{addedTime(download.addedAt, Date.now(), language)}</Number>;
    case 'finished':
      return (
        <Number quiet>
          {download.completedAt === null ? '' : addedTime(download.completedAt, Date.now(), language)}
        </Number>
      );
    case 'connections':
      return <Number>{download.active > 0 ? download.active : ''}</Number>;
    case 'host':
      return <Text terms={terms}>{hostOf(download)}</Text>;
    case 'comment':
      return <Text terms={terms}>{download.comment}</Text>;
    case 'category':
      return <CategoryCell id={download.category} />;
  }
}

function StateCell({ download, status, word }: RowCellProps) {
  const sum = download.checksum.expected ?? download.checksum.computed;
  return (
    <div role="gridcell" className={joinClasses(styles.state, styles[toneOf[status]])}>
      <span>{word}</span>
      {status === 'verified' && sum !== null ? (
        <span className={styles.quiet}> · {algorithmLabel(sum.algorithm)}</span>
      ) : null}
    </div>
  );
}

function ProgressCell({ download, status }: RowCellProps) {
  const { t } = useTranslation('list');
  const percent = percentOf(download);
  return (
    <div role="gridcell" className={styles.progress}>
      <ProgressBar
        label={t('progressOf', { name: download.name })}
        value={barValue(download)}
        tone={toneOf[status]}
      />
      <span className={styles.percent}>{percent === null ? '' : `${percent} %`}</span>
    </div>
  );
}

function CategoryCell({ id }: { readonly id: string }) {
  const labelOf = useCategoryLabel();
  return <Text terms={[]}>{labelOf(id)}</Text>;
}

function Text({ terms, children }: { readonly terms: SearchTerms; readonly children: string }) {
  return (
    <div role="gridcell" className={styles.words} title={children}>
      <FoundText text={children} terms={terms} />
    </div>
  );
}

interface NumberProps {
  readonly children: ReactNode;
  readonly title?: string | undefined;
  readonly strong?: boolean;
  readonly quiet?: boolean;
}

function Number({ children, title, strong = false, quiet = false }: NumberProps) {
  return (
    <div
      role="gridcell"
      className={joinClasses(styles.number, strong && styles.speed, quiet && styles.added)}
      title={title}
    >
      {children}
    </div>
  );
}

function sizeTitle(download: DownloadView): string | undefined {
  if (isFinished(download) || download.size === null) return undefined;
  return `${formatBytes(download.received)} / ${formatBytes(download.size)}`;
}

/** How far the bar is; null, the endless stripes, only while bytes of an unknown number come in. */
function barValue(download: DownloadView): number | null {
  if (isFinished(download)) return 1;
  if (download.size === null) return isRunning(download.state) && troubleOf(download) === null ? null : 0;
  return download.size === 0 ? 0 : download.received / download.size;
}

function formatBytesOrNothing(bytes: number): string {
  return bytes === 0 ? '' : formatBytes(bytes);
}
