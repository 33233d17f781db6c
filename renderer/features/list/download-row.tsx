import type { DragEvent, MouseEvent } from 'react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { algorithmLabel } from '../../../shared/model/checksum.ts';
import { formatBytes, formatDuration, formatRate } from '../../../shared/model/units.ts';
import { isRunning } from '../../../shared/model/state.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import { hasSecondLine, isFinished, toneOf, troubleOf } from '../../state/status.ts';
import type { SearchTerms } from '../../state/search.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { FoundText } from '../search/found-text.tsx';
import { addedTime } from './added-time.ts';
import { percentOf, rowSpeech } from './row-speech.ts';
import { RowTrouble } from './row-trouble.tsx';
import { StatusIcon } from './status-icon.tsx';
import { useStatusWord } from './use-status-word.ts';
import styles from './download-row.module.css';

export interface DownloadRowProps {
  readonly download: DownloadView;
  /** Place in the list, from 0. */
  readonly index: number;
  readonly selected: boolean;
  readonly focused: boolean;
  /** Words that are looked for. */
  readonly terms: SearchTerms;
  readonly onPress: (id: string, event: MouseEvent) => void;
  readonly onOpen: (id: string) => void;
  readonly onDragStart: (event: DragEvent) => void;
}

export function rowId(id: string): string {
  return `download-${id}`;
}

/** One download in the list. Drawn again only when the download or its selection changes. */
export const DownloadRow = memo(function DownloadRow(props: DownloadRowProps) {
  const { download, index, selected, focused, terms, onPress, onOpen, onDragStart } = props;
  const { t, i18n } = useTranslation('list');
  const { status, word, secondsToWait } = useStatusWord(download);
  const language = i18n.language === 'ko' ? 'ko' : 'en';
  const percent = percentOf(download);
  const tone = toneOf[status];
  const { size, rate, secondsLeft, checksum } = download;
  const sum = checksum.expected ?? checksum.computed;
  const received = isFinished(download) ? null : formatBytes(download.received);

  return (
    <div
      role="row"
      id={rowId(download.id)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-label={rowSpeech(t, download, word, language)}
      data-focused={focused || undefined}
      className={joinClasses(styles.row, isFinished(download) && styles.finished)}
      draggable
      onMouseDown={(event) => onPress(download.id, event)}
      onClick={(event) => onPress(download.id, event)}
      onDragStart={onDragStart}
      onDoubleClick={() => onOpen(download.id)}
    >
      <div className={styles.cells}>
        <div role="gridcell" className={styles.name} title={download.name}>
          <StatusIcon status={status} />
          <span className={styles.fileName}>
            <FoundText text={download.name} terms={terms} />
          </span>
        </div>
        <div role="gridcell" className={joinClasses(styles.state, styles[tone])}>
          <span>{word}</span>
          {status === 'verified' && sum !== null ? (
            <span className={styles.quiet}> · {algorithmLabel(sum.algorithm)}</span>
          ) : null}
        </div>
        <div role="gridcell" className={styles.progress}>
          <ProgressBar
            label={t('progressOf', { name: download.name })}
            value={barValue(download)}
            tone={tone}
          />
          <span className={styles.percent}>{percent === null ? '' : `${percent} %`}</span>
        </div>
        <div
          role="gridcell"
          className={joinClasses(styles.number, styles.size)}
          title={sizeTitle(received, size)}
        >
          {size === null ? formatBytesOrNothing(download.received) : formatBytes(size)}
        </div>
        <div role="gridcell" className={joinClasses(styles.number, styles.speed)}>
          {rate > 0 ? formatRate(rate) : ''}
        </div>
        <div role="gridcell" className={joinClasses(styles.number, styles.timeLeft)}>
          {rate > 0 && secondsLeft !== null ? formatDuration(secondsLeft) : ''}
        </div>
        <div role="gridcell" className={joinClasses(styles.number, styles.added)}>
          {addedTime(download.addedAt, Date.now(), language)}
        </div>
      </div>
      {hasSecondLine(download) ? <RowTrouble download={download} secondsToWait={secondsToWait} /> : null}
    </div>
  );
});

function sizeTitle(received: string | null, size: number | null): string | undefined {
  return received === null || size === null ? undefined : `${received} / ${formatBytes(size)}`;
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
