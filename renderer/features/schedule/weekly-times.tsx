import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WeeklySpan } from '../../../shared/model/weekly-span.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { WeeklySpanFields } from './weekly-span-fields.tsx';
import styles from './weekly-times.module.css';

/** The words for a time, each with its number, from 1. */
export interface TimeWords {
  readonly time: (number: number) => string;
  readonly remove: (number: number) => string;
  readonly add: string;
}

interface WeeklyTimesProps<Time extends WeeklySpan> {
  readonly times: readonly Time[];
  /** What one more begins as, where there is none to go by. */
  readonly first: Time;
  readonly words: TimeWords;
  readonly onChange: (times: readonly Time[]) => void;
  /** What a time has besides its days and hours. */
  readonly fields?: (time: Time, change: (time: Time) => void) => ReactNode;
}

/** Times of the week, a line for each, and a button for one more. */
export function WeeklyTimes<Time extends WeeklySpan>(props: WeeklyTimesProps<Time>) {
  const { times, first, words, onChange, fields } = props;
  return (
    <>
      {times.map((time, index) => (
        // Its place is what a time is known by: it has no other name.
        <div key={index} role="group" aria-label={words.time(index + 1)} className={styles.time}>
          <WeeklySpanFields
            span={time}
            onChange={(span) => onChange(times.with(index, { ...time, ...span }))}
          />
          {fields?.(time, (changed) => onChange(times.with(index, changed)))}
          <IconButton
            label={words.remove(index + 1)}
            icon={<Trash2 />}
            onClick={() => onChange(times.filter((_each, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden />}
          onClick={() => onChange([...times, times.at(-1) ?? first])}
        >
          {words.add}
        </Button>
      </div>
    </>
  );
}
