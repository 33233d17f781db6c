import { Check, CircleDashed, Equal, LoaderCircle, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { algorithmLabel, type Checksum } from '../../../shared/model/checksum.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { checksumVerdict } from './checksum-verdict.ts';
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
};

/** What is known about the file's sum, in words, with both sums one below the other. */
export function ChecksumPanel({ download, onSetChecksum }: ChecksumPanelProps): ReactNode {
  const { t } = useTranslation('detail');
  const { expected, computed } = download.checksum;
  const verdict = checksumVerdict(download);
  const Icon = verdictIcons[verdict];
  const algorithm = expected ?? computed;
  const finished = download.state.kind === 'completed';
  return (
    <div className={styles.panel}>
      <p className={joinClasses(styles.verdict, styles[verdict])}>
        <Icon aria-hidden="true" />
        <strong>{t(`checksum.verdict.${verdict}`)}</strong>
        <span className={styles.why}>
          {t(`checksum.why.${verdict === 'mismatch' && finished ? 'finished-mismatch' : verdict}`, {
            algorithm: algorithm === null ? '' : algorithmLabel(algorithm.algorithm),
          })}
        </span>
      </p>
      {expected === null && computed === null ? null : (
        <dl className={styles.sums}>
          {expected === null ? null : (
            <Sum label={t('checksum.expected')} copy={t('checksum.copyExpected')} sum={expected} />
          )}
          {computed === null ? null : (
            <Sum label={t('checksum.computed')} copy={t('checksum.copyComputed')} sum={computed} />
          )}
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

interface SumProps {
  readonly label: string;
  readonly copy: string;
  readonly sum: Checksum;
}

function Sum({ label, copy, sum }: SumProps): ReactNode {
  return (
    <div className={styles.sum}>
      <dt>{label}</dt>
      <dd className={styles.algorithm}>{algorithmLabel(sum.algorithm)}</dd>
      <dd className={styles.hex}>{sum.hex}</dd>
      <dd>
        <CopyButton text={() => sum.hex} label={copy} />
      </dd>
    </div>
  );
}
