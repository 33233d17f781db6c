import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LimitTime } from '../../../shared/model/speed-limit.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { WeeklySpanFields } from '../schedule/weekly-span-fields.tsx';
import { parseRate, rateText } from '../settings/rate-text.ts';
import { useDraft } from '../schedule/use-draft.ts';
import styles from './limit.module.css';

interface LimitTimesProps {
  readonly times: readonly LimitTime[];
  readonly onChange: (times: readonly LimitTime[]) => void;
}

const firstTime: LimitTime = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60, limit: 1_048_576 };

/** The timetable of rates, a line for each time. */
export function LimitTimes(props: LimitTimesProps) {
  const [times, onChange] = useDraft(props.times, props.onChange);
  const { t } = useTranslation('limit');
  return (
    <section className={styles.section}>
      <h3>{t('times')}</h3>
      <div className={styles.times}>
        {times.map((time, index) => (
          // Its place is what a time is known by: it has no other name.
          <div key={index} role="group" aria-label={t('time', { number: index + 1 })} className={styles.time}>
            <WeeklySpanFields
              span={time}
              onChange={(span) => onChange(times.with(index, { ...span, limit: time.limit }))}
            />
            <RateField
              limit={time.limit}
              onChange={(limit) => onChange(times.with(index, { ...time, limit }))}
            />
            <IconButton
              label={t('remove', { number: index + 1 })}
              icon={<Trash2 />}
              onClick={() => onChange(times.filter((_each, at) => at !== index))}
            />
          </div>
        ))}
      </div>
      <p className={styles.hint}>{t(times.length === 0 ? 'timesNone' : 'timesHint')}</p>
      <div className={styles.add}>
        <Button icon={<Plus aria-hidden />} onClick={() => onChange([...times, times.at(-1) ?? firstTime])}>
          {t('add')}
        </Button>
      </div>
    </section>
  );
}

/** A rate that is taken as soon as it is one. */
function RateField({
  limit,
  onChange,
}: {
  readonly limit: number;
  readonly onChange: (limit: number) => void;
}) {
  const { t } = useTranslation(['limit', 'settings']);
  const [text, setText] = useState(rateText(limit));
  return (
    <div className={styles.timeRate}>
      <TextField
        label={t('limit:rate')}
        value={parseRate(text) === limit || parseRate(text) === null ? text : rateText(limit)}
        placeholder={t('settings:limitPlaceholder')}
        error={parseRate(text) === null ? t('settings:limitWrong') : null}
        onChange={(value) => {
          setText(value);
          const rate = parseRate(value);
          if (rate !== null && rate !== limit) onChange(rate);
        }}
      />
    </div>
  );
}
