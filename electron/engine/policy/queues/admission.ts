interface InQueue {
  readonly id: string;
  readonly queue: string;
}

/** What admission needs to know of a queue. `jobs` 0: as many as all together. */
export interface QueueRule {
  readonly id: string;
  readonly jobs: number;
  readonly runs: boolean;
}

/**
 * Which of those that wait may start now: queue by queue, each in the order of `waiting`, as many as the queue
 * and `jobs` (of all queues together) allow. Of a queue that is stopped, or not there, none. Those that are
 * `held` back, by their ids, let others go first. `waiting` is looked at where there is a place, and no further
 * than it takes to fill it.
 */
export function admit(
  running: Iterable<InQueue>,
  waiting: () => Iterable<InQueue>,
  jobs: number,
  queues: readonly QueueRule[],
  held: (id: string) => boolean = () => false,
): string[] {
  const taken = new Map<string, number>();
  let room = jobs;
  for (const { queue } of running) {
    taken.set(queue, (taken.get(queue) ?? 0) + 1);
    room -= 1;
  }
  const admitted: string[] = [];
  for (const queue of queues) {
    if (!queue.runs) continue;
    const own = queue.jobs === 0 ? Infinity : queue.jobs - (taken.get(queue.id) ?? 0);
    let places = Math.min(room, own);
    if (places <= 0) continue;
    for (const each of waiting()) {
      if (each.queue !== queue.id || held(each.id)) continue;
      admitted.push(each.id);
      room -= 1;
      places -= 1;
      if (places === 0) break;
    }
  }
  return admitted;
}
