import { Check, CircleDashed, CircleQuestionMark, Equal, LoaderCircle, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sumLabel, type Sum } from '../../../shared/model/sums.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { checksumReason, checksumVerdict } from './checksum-verdict.ts';
import { CopyButton } from './copy-button.tsx';
import { TextForm } from './text-form.tsx';
import styles from './checksum-panel.module.css';

interface ChecksumPanelProps {
  readonly download: Pick<DownloadView, 'state' | 'checksum'>;
  /** Answers with one sentence on what is wrong, or null when the sum was taken. */
  readonly onSetChecksum: (text: string) => Promise<string | null>;
}

const verdictIcons = {
  none: CircleDashed,
  expected: CircleDashed,
  checking: LoaderCircle,
  verified: Check,
  'size-only': Equal,
  mismatch: X,
  disputed: CircleQuestionMark,
};

/** What is known about the file's sum, in words, with both sums one below the other. */
export function ChecksumPanel({ download, onSetChecksum }: ChecksumPanelProps): ReactNode {
  const { t } = useTranslation('detail');
  const { expected, computed, sums = [] } = download.checksum;
  const verdict = checksumVerdict(download);
  const Icon = verdictIcons[verdict];
  const { reason, sum } = checksumReason(download);
  return (
    <div className={styles.panel}>
      <p className={joinClasses(styles.verdict, styles[verdict])}>
        <Icon aria-hidden="true" />
        <strong>{t(`checksum.verdict.${verdict}`)}</strong>
        <span className={styles.why}>
          {t(`checksum.why.${reason}`, { algorithm: sum === null ? '' : sumLabel(sum.algorithm) })}
        </span>
      </p>
      {expected === null && computed === null ? null : (
        <dl className={styles.sums}>
          {expected === null ? null : (
            <SumLine label={t('checksum.expected')} copy={t('checksum.copyExpected')} sum={expected} />
          )}
          {computed === null ? null : (
            <SumLine label={t('checksum.computed')} copy={t('checksum.copyComputed')} sum={computed} />
          )}
        </dl>
      )}
      {sums.length === 0 ? null : (
        <dl className={styles.sums} aria-label={t('checksum.others')}>
          {sums.map((known) => (
            <SumLine
              key={`${known.origin} ${known.from}`}
              label={t(`checksum.origins.${known.origin}`, { from: known.from, field: known.field })}
              copy={t('checksum.copyExpected')}
              sum={known}
              verdict={t(`checksum.sumVerdicts.${known.verdict}`)}
            />
          ))}
        </dl>
      )}
      <TextForm
        label={t('checksum.field')}
        button={t('checksum.set')}
        hint={t('checksum.hint')}
        onSubmit={onSetChecksum}
      />
    </div>
  );
}

interface SumLineProps {
  readonly label: string;
  readonly copy: string;
  readonly sum: Sum;
  readonly verdict?: string;
}

function SumLine({ label, copy, sum, verdict }: SumLineProps): ReactNode {
  return (
    <div className={styles.sum}>
      <dt>{label}</dt>
      <dd className={styles.algorithm}>{sumLabel(sum.algorithm)}</dd>
      <dd className={styles.hex}>{sum.hex}</dd>
      <dd>
        <CopyButton text={() => sum.hex} label={copy} />
      </dd>
      {verdict === undefined ? null : <dd>{verdict}</dd>}
    </div>
  );
}
