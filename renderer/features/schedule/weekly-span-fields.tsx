import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import {
  clockText,
  parseClock,
  weekdays,
  type Weekday,
  type WeeklySpan,
} from '../../../shared/model/weekly-span.ts';
import field from '../../ui/field.module.css';
import styles from './weekly-span-fields.module.css';

interface WeeklySpanFieldsProps {
  readonly span: WeeklySpan;
  readonly onChange: (span: WeeklySpan) => void;
}

/** Days of the week as switches, and from when to when. */
export function WeeklySpanFields({ span, onChange }: WeeklySpanFieldsProps) {
  const { t, i18n } = useTranslation('schedule');
  const id = useId();
  const toggle = (day: Weekday): void => {
    const days = span.days.includes(day) ? span.days.filter((each) => each !== day) : [...span.days, day];
    onChange({ ...span, days: days.toSorted() });
  };
  const note = span.to === span.from ? t('wholeDay') : span.to < span.from ? t('nextDay') : null;
  return (
    <>
      <div className={field.field}>
        <span id={`${id}days`} className={field.label}>
          {t('days')}
        </span>
        <div role="group" aria-labelledby={`${id}days`} className={styles.days}>
          {weekdays.map((day) => (
            <button
              key={day}
              type="button"
              className={styles.day}
              aria-pressed={span.days.includes(day)}
              aria-label={dayName(day, 'long', i18n.language)}
              onClick={() => toggle(day)}
            >
              {dayName(day, 'short', i18n.language)}
            </button>
          ))}
        </div>
      </div>
      {(['from', 'to'] as const).map((edge) => (
        <div key={edge} className={field.field}>
          <label htmlFor={id + edge} className={field.label}>
            {t(edge)}
          </label>
          <input
            id={id + edge}
            type="time"
            className={`${field.input} ${styles.time}`}
            value={clockText(span[edge])}
            onChange={(event) => {
              const minutes = parseClock(event.target.value);
              if (minutes !== null) onChange({ ...span, [edge]: minutes });
            }}
          />
        </div>
      ))}
      {note === null ? null : <span className={styles.note}>{note}</span>}
    </>
  );
}

/** The name of a weekday; 4 January 1970 was a Sunday. */
function dayName(day: Weekday, length: 'short' | 'long', language: string): string {
  const format = new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' });
  return format.format((3 + day) * 86_400_000);
}
