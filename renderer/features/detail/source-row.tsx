import { CircleCheck, CircleDashed, Copy, Star, Trash2, TriangleAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/model/reasons.ts';
import { formatBytes, formatRate } from '../../../shared/model/units.ts';
import type { SourceView } from '../../../shared/model/view.ts';
import type { Told } from '../../i18n/failure-sentence.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { copyText } from './clipboard-text.ts';
import { wholePercent } from './segment-rows.ts';
import styles from './source-list.module.css';

interface SourceRowProps {
  readonly source: SourceView;
  /** Bytes that all sources brought in this session. */
  readonly total: number;
  readonly sentence: (failure: Told) => string;
  /** Prefers it, or no more; null where there is no other. */
  readonly onPrefer: (() => Promise<string | null>) | null;
  /** Null for the address that the download was added with. */
  readonly onRemove: (() => Promise<string | null>) | null;
}

/** The columns of figures, from left to right. */
export const sourceNumbers = ['received', 'share', 'rate', 'delay', 'failures'] as const;

const stateIcons = { good: CircleCheck, unused: CircleDashed, 'set-aside': TriangleAlert };

/** One mirror: how it does, what is wrong with it, and what can be done with it. */
export function SourceRow({ source, total, sentence, onPrefer, onRemove }: SourceRowProps): ReactNode {
  const { t } = useTranslation('detail');
  const [objection, setObjection] = useState<string | null>(null);
  const { host } = source;
  const Icon = stateIcons[source.state];
  // What helps a download (starting over) is not what a mirror with other bytes needs.
  const why = (failure: Failure): string =>
    failure.code === 'server-changed' ? t('sources.differs') : sentence(failure);
  const speed =
    source.rate > 0
      ? formatRate(source.rate)
      : source.mean > 0
        ? t('sources.onAverage', { rate: formatRate(source.mean) })
        : '–';
  const numbers: Readonly<Record<(typeof sourceNumbers)[number], string>> = {
    received: formatBytes(source.received),
    share: total === 0 ? '–' : `${wholePercent(source.received / total)} %`,
    rate: speed,
    delay: source.delay === null ? '–' : t('sources.milliseconds', { milliseconds: source.delay }),
    failures: String(source.failures),
  };
  return (
    <tr>
      <td className={styles.mirror}>
        <span className={styles.host}>{host}</span>
        <span className={styles.url} title={source.url}>
          {source.url}
        </span>
        {source.failure === null ? null : <span className={styles.failure}>{why(source.failure)}</span>}
        {objection === null ? null : (
          <span role="alert" className={styles.failure}>
            {objection}
          </span>
        )}
      </td>
      <td>
        <span className={joinClasses(styles.state, styles[source.state])}>
          <Icon aria-hidden="true" />
          {t(`sources.states.${source.state}`)}
        </span>
      </td>
      {sourceNumbers.map((name) => (
        <td key={name} className={styles.number} data-heading={t(`sources.${name}`)}>
          {numbers[name]}
        </td>
      ))}
      <td>
        <span className={styles.actions}>
          {onPrefer === null ? null : (
            <IconButton
              size="small"
              label={t('sources.prefer', { host })}
              icon={<Star fill={source.preferred === true ? 'currentColor' : 'none'} />}
              aria-pressed={source.preferred === true}
              onClick={() => void onPrefer().then(setObjection)}
            />
          )}
          <IconButton
            size="small"
            label={t('sources.copy', { host })}
            icon={<Copy />}
            onClick={() => void copyText(source.url)}
          />
          {onRemove === null ? null : (
            <IconButton
              size="small"
              label={t('sources.remove', { host })}
              icon={<Trash2 />}
              onClick={() => void onRemove().then(setObjection)}
            />
          )}
        </span>
      </td>
    </tr>
  );
}
