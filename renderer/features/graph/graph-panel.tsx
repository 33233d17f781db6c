import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { emptySeries, latestRate, meanRate } from '../../../shared/model/speed-series.ts';
import { formatRate } from '../../../shared/model/units.ts';
import { useSpeeds } from '../../state/speeds.ts';
import { Legend, LegendEntry } from '../../ui/legend.tsx';
import { EmptyNote } from '../detail/empty-note.tsx';
import { slotColour } from '../detail/slot-hue.ts';
import { useSlotName } from '../detail/slot-name.ts';
import { graphData, type GraphData } from './graph-data.ts';
import { SpeedGraph } from './speed-graph.tsx';
import styles from './graph-panel.module.css';

/** Speed over time: of this download, shared out among its connections, and of all together. */
export function GraphPanel({ id }: { readonly id: string }): ReactNode {
  const { t, i18n } = useTranslation('graph');
  const series = useSpeeds((speeds) => (speeds.id === id ? speeds.download : null)) ?? emptySeries;
  const total = useSpeeds((speeds) => speeds.total);
  const data = useMemo(() => graphData(series, total), [series, total]);
  const [pointed, setPointed] = useState<number | null>(null);

  if (series.samples.length === 0) return <EmptyNote>{t('empty')}</EmptyNote>;
  const latest = latestRate(series);
  const now = latest === null ? t('idle') : formatRate(latest);
  const average = formatRate(meanRate(series));
  const peak = formatRate(series.peak);
  const at = pointed === null ? undefined : data.times[pointed];
  const rate = pointed === null ? null : (data.download[pointed] ?? null);
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium', hourCycle: 'h23' });

  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <dl className={styles.figures}>
          <Figure label={t('now')} value={now} />
          <Figure label={t('average')} value={average} />
          <Figure label={t('peak')} value={peak} />
        </dl>
        {at === undefined ? null : (
          <span className={styles.at}>
            {t('at', { time: time.format(at), rate: rate === null ? t('idle') : formatRate(rate) })}
          </span>
        )}
      </div>
      <div className={styles.graph} role="img" aria-label={t('summary', { now, average, peak })}>
        <SpeedGraph data={data} onPoint={setPointed} />
      </div>
      <GraphLegend data={data} />
    </div>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function GraphLegend({ data }: { readonly data: GraphData }): ReactNode {
  const { t } = useTranslation('graph');
  const slotName = useSlotName();
  return (
    <Legend label={t('legend')}>
      <LegendEntry mark="line">{t('download')}</LegendEntry>
      {data.total === null ? null : <LegendEntry mark="dashes">{t('total')}</LegendEntry>}
      {data.stacked.map((_, index) => (
        <LegendEntry key={index} mark={{ colour: slotColour(index + 1) }}>
          {slotName(index + 1)}
        </LegendEntry>
      ))}
    </Legend>
  );
}
