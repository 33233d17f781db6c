import { Gauge } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatRate } from '../../../shared/model/units.ts';
import { useStore } from '../../state/store.ts';
import { usePlaceCounts } from '../categories/use-place-counts.ts';
import { LimitStatus } from '../limit/limit-status.tsx';
import { FreeSpace } from './free-space.tsx';
import { NetworkState } from './network-state.tsx';
import { Sparkline } from './sparkline.tsx';
import { useSurroundings } from './use-surroundings.ts';
import styles from './status-bar.module.css';

/** The line at the bottom: how many, how fast, how much room, and whether there is a network. */
export function StatusBar() {
  const { t } = useTranslation('status-bar');
  const { fixed: counts } = usePlaceCounts();
  const library = useStore((state) => state.library);
  const surroundings = useSurroundings();
  const rate = useMemo(() => {
    let total = 0;
    for (const download of library.values()) total += download.rate;
    return total;
  }, [library]);
  // The tree keeps paused ones with those that wait; here the two are told apart.
  const paused = useMemo(
    () =>
      [...library.values()].filter(
        (download) => download.state.kind === 'paused' && download.trashedAt === null,
      ).length,
    [library],
  );
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
        <span className={styles.figure}>{formatRate(rate)}</span>
      </span>
      <LimitStatus />
      {typeof surroundings?.free === 'number' ? <FreeSpace free={surroundings.free} /> : null}
      <NetworkState online={surroundings?.online ?? null} />
    </footer>
  );
}
