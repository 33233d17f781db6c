import type { DatabaseSync } from 'node:sqlite';
import type { Queue } from '../../../shared/model/queue.ts';
import { dayMinutes, weekdays, type Weekday, type WeeklySpan } from '../../../shared/model/weekly-span.ts';
import {
  isAmount,
  isListOf,
  isNumber,
  isObjectOf,
  isText,
  parseJson,
  type Guard,
} from '../policy/json-shape.ts';
import type { QueueShelf } from '../ports/catalog.ts';

const isWeekday: Guard<Weekday> = (value): value is Weekday => weekdays.some((day) => day === value);
const isMinute: Guard<number> = (value): value is number => isAmount(value) && value < dayMinutes;
const isSpans = isListOf(isObjectOf<WeeklySpan>({ days: isListOf(isWeekday), from: isMinute, to: isMinute }));
const isRow = isObjectOf({
  id: isText,
  name: isText,
  place: isNumber,
  jobs: isAmount,
  speed_limit: isAmount,
  times: isText,
  running: isAmount,
  set_at: isNumber,
});

/** The queues in the catalog's database; a row that no queue can be is left out. */
export function queueShelf(
  database: DatabaseSync,
  guarded: <T>(otherwise: T, run: () => T) => T,
): QueueShelf {
  const all = database.prepare('SELECT * FROM queues ORDER BY place, id');
  const save = database.prepare(
    `INSERT INTO queues (id, name, place, jobs, speed_limit, times, running, set_at)
     VALUES (:id, :name, :place, :jobs, :speed_limit, :times, :running, :set_at)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, jobs = excluded.jobs,
     speed_limit = excluded.speed_limit, times = excluded.times, running = excluded.running,
     set_at = excluded.set_at`,
  );
  const remove = database.prepare('DELETE FROM queues WHERE id = ?');
  return {
    all: () => guarded([], () => all.all().flatMap((row) => queueOf(row) ?? [])),
    save: (queue) =>
      guarded(undefined, () => {
        save.run({
          id: queue.id,
          name: queue.name,
          place: queue.order,
          jobs: queue.jobs,
          speed_limit: queue.limit,
          times: JSON.stringify(queue.times),
          running: queue.on ? 1 : 0,
          set_at: queue.setAt,
        });
      }),
    remove: (id) => guarded(undefined, () => void remove.run(id)),
  };
}

function queueOf(row: unknown): Queue | null {
  if (!isRow(row)) return null;
  const times = parseJson(row.times);
  return {
    id: row.id,
    name: row.name,
    order: row.place,
    jobs: row.jobs,
    limit: row.speed_limit,
    times: isSpans(times) ? times : [],
    on: row.running !== 0,
    setAt: row.set_at,
  };
}
