import { Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatRate } from '../../../shared/model/units.ts';
import { useStore } from '../../state/store.ts';
import { tallyOf } from '../../state/tally.ts';
import { LimitStatus } from '../limit/limit-status.tsx';
import { FreeSpace } from './free-space.tsx';
import { NetworkState } from './network-state.tsx';
import { Sparkline } from './sparkline.tsx';
import { useSurroundings } from './use-surroundings.ts';
import styles from './status-bar.module.css';

/** The line at the bottom: how many, how fast, how much room, and whether there is a network. */
export function StatusBar() {
  const { t } = useTranslation('status-bar');
  const { fixed: counts, paused } = useStore((state) => tallyOf(state.library).standing);
  const surroundings = useSurroundings();
  // The tree keeps paused ones with those that wait; here the two are told apart.
  const waiting = counts.waiting - paused;

  return (
    <footer className={styles.bar} aria-label={t('label')}>
      <span>{t('downloading', { count: counts.downloading })}</span>
      {waiting > 0 ? <span>{t('waiting', { count: waiting })}</span> : null}
      {paused > 0 ? <span>{t('paused', { count: paused })}</span> : null}
      {counts.failed > 0 ? (
        <span className={styles.failed}>{t('failed', { count: counts.failed })}</span>
      ) : null}
      <span className={styles.space} />
      <span className={styles.rate} title={t('speed')}>
        <Sparkline />
        <Gauge aria-hidden />
        <TotalSpeed />
      </span>
      <LimitStatus />
      {typeof surroundings?.free === 'number' ? <FreeSpace free={surroundings.free} /> : null}
      <NetworkState online={surroundings?.online ?? null} />
    </footer>
  );
}

/** By itself, so that a speed that changes ten times a second draws nothing else. */
function TotalSpeed() {
  const speed = useStore((state) => formatRate(tallyOf(state.library).rate));
  return <span className={styles.figure}>{speed}</span>;
}
