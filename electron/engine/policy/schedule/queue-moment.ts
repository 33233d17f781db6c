import type { Queue } from '../../../../shared/model/queue.ts';
import { weeklyMoment } from './weekly-times.ts';

/**
 * Whether a queue runs now, and when its times change that (epoch ms; null: never). What a person said by
 * hand holds until the next start or stop of its times. Nothing is remembered from moment to moment, so
 * that a start that was slept through, or came while the program was not running, is made up for.
 */
export function queueMoment(
  queue: Pick<Queue, 'times' | 'on' | 'setAt'>,
  zone: string,
  now: number,
): { readonly runs: boolean; readonly until: number | null } {
  if (queue.times.length === 0) return { runs: queue.on, until: null };
  const { inside, since, until } = weeklyMoment(queue.times, zone, now);
  const byHand = queue.setAt > (since ?? 0);
  return { runs: byHand ? queue.on : inside, until };
}
