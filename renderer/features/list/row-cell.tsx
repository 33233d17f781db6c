import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { algorithmLabel } from '../../../shared/model/checksum.ts';
import { isRunning } from '../../../shared/model/state.ts';
import { formatBytes, formatDuration, formatRate } from '../../../shared/model/units.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Column } from '../../state/columns.ts';
import { noTerms, type SearchTerms } from '../../state/search.ts';
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

/** What one column shows of a download. Cells take plain values, so that those that did not change are not drawn again. */
export function RowCell(props: RowCellProps) {
  const { column, download, status, terms } = props;
  const { size, rate, secondsLeft } = download;
  switch (column) {
    case 'name':
      return <NameCell name={download.name} status={status} terms={terms} />;
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
      return <TimeCell at={download.addedAt} />;
    case 'finished':
      return <TimeCell at={download.completedAt} />;
    case 'connections':
      return <Number>{download.active > 0 ? String(download.active) : ''}</Number>;
    case 'host':
      return <Text terms={terms}>{hostOf(download)}</Text>;
    case 'comment':
      return <Text terms={terms}>{download.comment}</Text>;
    case 'category':
      return <CategoryCell id={download.category} />;
  }
}

interface NameCellProps {
  readonly name: string;
  readonly status: Status;
  readonly terms: SearchTerms;
}

const NameCell = memo(function NameCell({ name, status, terms }: NameCellProps) {
  return (
    <div role="gridcell" className={styles.name} title={name}>
      <StatusIcon status={status} />
      <span className={styles.fileName}>
        <FoundText text={name} terms={terms} />
      </span>
    </div>
  );
});

/** `at`: milliseconds since 1970; null where it has not been yet. */
const TimeCell = memo(function TimeCell({ at }: { readonly at: number | null }) {
  const { i18n } = useTranslation('list');
  return <Number quiet>{at === null ? '' : addedTime(at, Date.now(), i18n.language)}</Number>;
});

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
  return <Text terms={noTerms}>{labelOf(id)}</Text>;
}

interface TextProps {
  readonly terms: SearchTerms;
  readonly children: string;
}

const Text = memo(function Text({ terms, children }: TextProps) {
  return (
    <div role="gridcell" className={styles.words} title={children}>
      <FoundText text={children} terms={terms} />
    </div>
  );
});

interface NumberProps {
  readonly children: string;
  readonly title?: string | undefined;
  readonly strong?: boolean;
  readonly quiet?: boolean;
}

const Number = memo(function Number({ children, title, strong = false, quiet = false }: NumberProps) {
  return (
    <div
      role="gridcell"
      className={joinClasses(styles.number, strong && styles.speed, quiet && styles.added)}
      title={title}
    >
      {children}
    </div>
  );
});

function sizeTitle(download: DownloadView): string | undefined {
  if (isFinished(download) || download.size === null) return undefined;
  return `${formatBytes(download.received)} / ${formatBytes(download.size)}`;
}

/** How far the bar is; null, the endless stripes, only while bytes of an unknown number come in. */
function barValue(download: DownloadView): number | null {
  if (download.repair !== null) return download.repair.percent / 100;
  if (isFinished(download)) return 1;
  if (download.size === null) return isRunning(download.state) && troubleOf(download) === null ? null : 0;
  return download.size === 0 ? 0 : download.received / download.size;
}

function formatBytesOrNothing(bytes: number): string {
  return bytes === 0 ? '' : formatBytes(bytes);
}
