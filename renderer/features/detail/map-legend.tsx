import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../shared/model/units.ts';
import { Legend, LegendEntry } from '../../ui/legend.tsx';
import type { LegendEntry as MapEntry } from './legend-entries.ts';
import { slotColour } from './slot-hue.ts';
import styles from './map-legend.module.css';

interface MapLegendProps {
  readonly entries: readonly MapEntry[];
  /** Bytes of a block; null while the map has no layout. */
  readonly block: number | null;
}

/** What each hue of the map stands for, and how many bytes wear it. */
export function MapLegend({ entries, block }: MapLegendProps): ReactNode {
  const { t } = useTranslation('detail');
  const name = (entry: MapEntry): string => {
    if (entry.hue === null) return t('map.missing');
    if (entry.hue === 0) return t('map.earlier');
    return t('connection', { slot: entry.slots.join(', ') });
  };
  return (
    <Legend label={t('map.legend')}>
      {entries.map((entry) => (
        <LegendEntry
          key={entry.hue ?? 'missing'}
          mark={entry.hue === null ? 'empty' : { colour: slotColour(entry.hue) }}
        >
          {name(entry)}
          <span className={styles.bytes}>{formatBytes(entry.bytes)}</span>
        </LegendEntry>
      ))}
      {block === null ? null : (
        <li className={styles.block}>{t('map.block', { size: formatBytes(block) })}</li>
      )}
    </Legend>
  );
}
