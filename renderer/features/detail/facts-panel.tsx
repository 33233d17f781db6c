import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatRate } from '../../../shared/model/units.ts';
import type { DetailView, DownloadView } from '../../../shared/model/view.ts';
import { isFinished } from '../../state/status.ts';
import { comparisonWords } from './comparison-words.ts';
import { CopyButton } from './copy-button.tsx';
import { LimitField } from './limit-field.tsx';
import { QueueWords } from '../queues/queue-words.tsx';
import styles from './facts-panel.module.css';

interface FactsPanelProps {
  readonly download: DownloadView;
  /** Null until the host has told it. */
  readonly detail: DetailView | null;
  /** Bytes per second; answers with one sentence on what is wrong, or null when it was taken. */
  readonly onSetLimit: (limit: number) => Promise<string | null>;
  /** What stands beside the address, besides the button that copies it. */
  readonly copyAs?: ReactNode;
  /** Where the comment is read and written. */
  readonly comment?: ReactNode;
}

/** Everything else that is known of a download, in words and exact numbers. */
export function FactsPanel({ download, detail, onSetLimit, copyAs, comment }: FactsPanelProps): ReactNode {
  const { t, i18n } = useTranslation('detail');
  const exact = new Intl.NumberFormat(i18n.language);
  const moment = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const bytes = (n: number): string =>
    t('facts.exactSize', { size: formatBytes(n), count: n, exact: exact.format(n) });
  const comparison = comparisonWords(detail?.comparison ?? { kind: 'unknown' });
  const hops = detail?.redirects ?? [];

  return (
    <div className={styles.panel}>
      <dl className={styles.facts}>
        <Fact label={t('facts.url')}>
          <span className={styles.address}>{download.url}</span>
          <span className={styles.copy}>
            <CopyButton text={() => download.url} label={t('facts.copyUrl')} />
            {copyAs}
          </span>
        </Fact>
        <Fact label={t('facts.redirects')}>
          {hops.length < 2 ? (
            t('facts.noRedirects')
          ) : (
            <ol className={styles.hops}>
              {hops.map((hop, index) => (
                <li key={index} className={styles.address}>
                  {hop}
                </li>
              ))}
            </ol>
          )}
        </Fact>
        <Fact label={t('facts.folder')}>
          <span className={styles.address}>{download.folder}</span>
        </Fact>
        <Fact label={t('facts.type')}>{detail?.contentType ?? t('facts.notTold')}</Fact>
        <Fact label={t('facts.validator')}>
          {detail?.validator ? (
            <code className={styles.code}>{detail.validator}</code>
          ) : (
            t('facts.noValidator')
          )}
        </Fact>
        <Fact label={t('facts.ranges')}>{t(`facts.rangeSupport.${download.ranges}`)}</Fact>
        <Fact label={t('facts.comment')}>{comment ?? download.comment}</Fact>
      </dl>
      <dl className={styles.facts}>
        <Fact label={t('facts.comparison')}>
          <span className={styles.comparison}>{t(comparison.key, comparison.values)}</span>
        </Fact>
        <Fact label={t('facts.size')}>
          {download.size === null ? t('facts.sizeUnknown') : bytes(download.size)}
        </Fact>
        <Fact label={t('facts.received')}>{bytes(download.received)}</Fact>
        <Fact label={t('facts.refetched')}>{detail === null ? '–' : bytes(detail.refetched)}</Fact>
        <Fact label={t('facts.requests')}>{detail === null ? '–' : exact.format(detail.requests)}</Fact>
        <Fact label={t('facts.connections')}>
          {t('facts.connectionCount', { most: download.connections, open: download.active })}
        </Fact>
        <Fact label={t('facts.queue')}>
          <QueueWords id={download.queue} />
        </Fact>
        <Fact label={t('facts.limit')}>
          {!isFinished(download) ? (
            <LimitField key={download.id} limit={download.limit} onSetLimit={onSetLimit} />
          ) : download.limit === 0 ? (
            t('facts.noLimit')
          ) : (
            formatRate(download.limit)
          )}
        </Fact>
        <Fact label={t('facts.added')}>{moment.format(download.addedAt)}</Fact>
        <Fact label={t('facts.completed')}>
          {download.completedAt === null ? t('facts.notYet') : moment.format(download.completedAt)}
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
