import { ShieldCheck, ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { algorithmLabel } from '../../../shared/model/checksum.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import type { Verification } from './use-verification.ts';
import styles from './verify-dialog.module.css';

type Result = Extract<Verification, { kind: 'ended' }>['result'];

/** How a check ended: both sums where there are two, else one sentence of why not. */
export function VerifyResult({ result }: { readonly result: Result }) {
  const { t } = useTranslation('verify');
  const sentence = useFailureSentence();
  if ('failure' in result) {
    return (
      <p role="status" className={styles.failure}>
        {sentence(result.failure)}
      </p>
    );
  }
  const { match, expected, computed } = result;
  const Icon = match ? ShieldCheck : ShieldX;
  return (
    <section role="status" className={joinClasses(styles.result, match ? styles.match : styles.mismatch)}>
      <h3 className={styles.verdict}>
        <Icon aria-hidden />
        <span>{t(match ? 'matchTitle' : 'mismatchTitle')}</span>
      </h3>
      <p>{t(match ? 'matchText' : 'mismatchText')}</p>
      <dl className={styles.sums}>
        <dt>
          {t('expected')} · {algorithmLabel(expected.algorithm)}
        </dt>
        <dd>{expected.hex}</dd>
        <dt>
          {t('computed')} · {algorithmLabel(computed.algorithm)}
        </dt>
        <dd>{computed.hex}</dd>
      </dl>
    </section>
  );
}
