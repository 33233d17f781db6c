import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SegmentView, SourceView } from '../../../shared/model/view.ts';
import { formatBytes, formatRate } from '../../../shared/model/units.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { EmptyNote } from './empty-note.tsx';
import { rangeText, segmentRows, wholePercent, type SegmentRow } from './segment-rows.ts';
import { slotColour } from './slot-hue.ts';
import styles from './segment-list.module.css';

interface SegmentListProps {
  readonly segments: readonly SegmentView[];
  readonly sources: readonly SourceView[];
  /** The file is complete: no connection is to come. */
  readonly finished: boolean;
}

/** One bar for each connection; its range changes inside it. */
export function SegmentList({ segments, sources, finished }: SegmentListProps): ReactNode {
  const { t } = useTranslation('detail');
  if (segments.length === 0)
    return <EmptyNote>{t(finished ? 'segments.finished' : 'segments.empty')}</EmptyNote>;
  return (
    <ul className={styles.list}>
      {segmentRows(segments, sources).map((row) => (
        <Segment key={row.slot} row={row} />
      ))}
    </ul>
  );
}

function Segment({ row }: { readonly row: SegmentRow }): ReactNode {
  const { t } = useTranslation('detail');
  const range =
    row.end === null
      ? t('segments.from', { offset: formatBytes(row.start) })
      : rangeText(row.start, row.end, formatBytes);
  const running = row.state === 'receiving';
  const doing = running ? formatRate(row.rate) : t(`segments.state.${row.state}`);
  const percent = row.share === null ? null : `${wholePercent(row.share)} %`;
  const spoken = [percent, range, doing, row.host].filter(Boolean).join(', ');
  return (
    <li className={joinClasses(styles.row, (row.state === 'ended' || row.state === 'idle') && styles.still)}>
      <span className={styles.name}>
        <span className={styles.swatch} style={{ backgroundColor: slotColour(row.slot) }} />
        {t('segment', { slot: row.slot })}
      </span>
      <span className={styles.range}>{range}</span>
      <span className={styles.bar}>
        <ProgressBar
          key={row.start}
          label={t('segment', { slot: row.slot })}
          value={row.share}
          colour={slotColour(row.slot)}
          valueText={spoken}
        />
      </span>
      <span className={styles.percent}>{percent}</span>
      <span className={joinClasses(styles.rate, !running && styles.word)}>{doing}</span>
      <span className={styles.host} title={row.host}>
        {row.host}
      </span>
    </li>
  );
}
