import { useTranslation } from 'react-i18next';
import type { LimitTime } from '../../../shared/model/speed-limit.ts';
import { useDraft } from '../schedule/use-draft.ts';
import { WeeklyTimes } from '../schedule/weekly-times.tsx';
import { RateField } from '../settings/rate-field.tsx';
import styles from './limit.module.css';

interface LimitTimesProps {
  readonly times: readonly LimitTime[];
  readonly onChange: (times: readonly LimitTime[]) => void;
}

const firstTime: LimitTime = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60, limit: 1_048_576 };

/** The timetable of rates. */
export function LimitTimes(props: LimitTimesProps) {
  const [times, onChange] = useDraft(props.times, props.onChange);
  const { t } = useTranslation('limit');
  return (
    <section className={styles.section}>
      <h3>{t('times')}</h3>
      <WeeklyTimes
        times={times}
        first={firstTime}
        words={{
          time: (number) => t('time', { number }),
          remove: (number) => t('remove', { number }),
          add: t('add'),
        }}
        onChange={onChange}
        fields={(time, change) => (
          <div className={styles.timeRate}>
            <RateField label={t('rate')} rate={time.limit} onChange={(limit) => change({ ...time, limit })} />
          </div>
        )}
      />
      <p className={styles.hint}>{t(times.length === 0 ? 'timesNone' : 'timesHint')}</p>
    </section>
  );
}
