import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../shared/model/units.ts';
import type { LegendEntry } from './legend-entries.ts';
import { slotColour } from './slot-hue.ts';
import styles from './map-legend.module.css';

interface MapLegendProps {
  readonly entries: readonly LegendEntry[];
  /** Bytes of a block; null while the map has no layout. */
  readonly block: number | null;
}

/** What each hue of the map stands for, and how many bytes wear it. */
export function MapLegend({ entries, block }: MapLegendProps): ReactNode {
  const { t } = useTranslation('detail');
  const name = (entry: LegendEntry): string => {
    if (entry.hue === null) return t('map.missing');
    if (entry.hue === 0) return t('map.earlier');
    return t('connection', { slot: entry.slots.join(', ') });
  };
  return (
    <ul className={styles.legend} aria-label={t('map.legend')}>
      {entries.map((entry) => (
        <li key={entry.hue ?? 'missing'} className={styles.entry}>
          {entry.hue === null ? (
            <span className={styles.missing} />
          ) : (
            <span className={styles.swatch} style={{ backgroundColor: slotColour(entry.hue) }} />
          )}
          {name(entry)}
          <span className={styles.bytes}>{formatBytes(entry.bytes)}</span>
        </li>
      ))}
      {block === null ? null : (
        <li className={styles.block}>{t('map.block', { size: formatBytes(block) })}</li>
      )}
    </ul>
  );
}
