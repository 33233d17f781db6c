import type { DownloadState } from '../../../shared/model/state.ts';
import { isRunning } from '../../../shared/model/state.ts';

interface Waiting {
  readonly id: string;
  readonly order: number;
  readonly queue: string;
  readonly state: DownloadState;
}

/** What admission needs to know of a queue. `jobs` 0: as many as all together. */
export interface QueueRule {
  readonly id: string;
  readonly jobs: number;
  readonly runs: boolean;
}

/**
 * Which queued downloads may start now: queue by queue, each in its own order, as many as the queue and
 * `jobs` (of all queues together) allow. Of a queue that is stopped, or not there, none. Those that are
 * `held` back, by their ids, let others go first.
 */
export function admit(
  downloads: Iterable<Waiting>,
  jobs: number,
  queues: readonly QueueRule[],
  held: (id: string) => boolean = () => false,
): string[] {
  const running = new Map<string, number>();
  const waiting: Waiting[] = [];
  let room = jobs;
  for (const each of downloads) {
    if (each.state.kind === 'queued') waiting.push(each);
    if (!isRunning(each.state)) continue;
    running.set(each.queue, (running.get(each.queue) ?? 0) + 1);
    room -= 1;
    if (room <= 0) return [];
  }
  const admitted: string[] = [];
  for (const queue of queues) {
    if (room <= 0) break;
    if (!queue.runs) continue;
    const own = running.get(queue.id) ?? 0;
    const places = Math.min(room, queue.jobs === 0 ? Infinity : queue.jobs - own);
    if (places <= 0) continue;
    let left = places;
    for (const { id } of waiting
      .filter((each) => each.queue === queue.id)
      .toSorted((a, b) => a.order - b.order)) {
      if (left === 0) break;
      if (held(id)) continue;
      admitted.push(id);
      left -= 1;
      room -= 1;
    }
  }
  return admitted;
}
