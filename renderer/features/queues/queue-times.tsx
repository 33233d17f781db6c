import { useTranslation } from 'react-i18next';
import { weekdays, type WeeklySpan } from '../../../shared/model/weekly-span.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { WeeklyTimes } from '../schedule/weekly-times.tsx';
import { ZoneField } from '../schedule/zone-field.tsx';
import { useDraft } from '../schedule/use-draft.ts';
import styles from './queues.module.css';

interface QueueTimesProps {
  readonly times: readonly WeeklySpan[];
  readonly onChange: (times: readonly WeeklySpan[]) => void;
}

const firstTime: WeeklySpan = { days: weekdays, from: 22 * 60, to: 6 * 60 };

/** At which times of the week a queue runs, where it goes by times. */
export function QueueTimes(props: QueueTimesProps) {
  const [times, onChange] = useDraft(props.times, props.onChange);
  const { t } = useTranslation('queues');
  return (
    <section className={styles.times}>
      <Checkbox checked={times.length > 0} onChange={(on) => onChange(on ? [firstTime] : [])}>
        {t('times')}
      </Checkbox>
      {times.length === 0 ? null : (
        <>
          <WeeklyTimes
            times={times}
            first={firstTime}
            words={{
              time: (number) => t('time', { number }),
              remove: (number) => t('removeTime', { number }),
              add: t('addTime'),
            }}
            onChange={onChange}
          />
          <p className={styles.hint}>{t('timesHint')}</p>
          <ZoneField />
        </>
      )}
    </section>
  );
}
