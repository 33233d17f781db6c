import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { weekdays, type WeeklySpan } from '../../../shared/model/weekly-span.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { WeeklySpanFields } from '../schedule/weekly-span-fields.tsx';
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
      {times.map((time, index) => (
        <div key={index} role="group" aria-label={t('time', { number: index + 1 })} className={styles.time}>
          <WeeklySpanFields span={time} onChange={(span) => onChange(times.with(index, span))} />
          <IconButton
            label={t('removeTime', { number: index + 1 })}
            icon={<Trash2 />}
            onClick={() => onChange(times.filter((_each, at) => at !== index))}
          />
        </div>
      ))}
      {times.length === 0 ? null : (
        <>
          <div>
            <Button
              size="small"
              icon={<Plus aria-hidden />}
              onClick={() => onChange([...times, times.at(-1) ?? firstTime])}
            >
              {t('addTime')}
            </Button>
          </div>
          <p className={styles.hint}>{t('timesHint')}</p>
          <ZoneField />
        </>
      )}
    </section>
  );
}
