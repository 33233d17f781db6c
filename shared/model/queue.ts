import type { WeeklySpan } from './weekly-span.ts';

/** Id of the queue that is always there; it has no name of its own. */
export const defaultQueue = 'default';

/** A line of downloads with limits of its own, below those of the whole program. */
export interface Queue {
  readonly id: string;
  readonly name: string;
  /** Place among the queues, smaller first: its downloads start first. */
  readonly order: number;
  /** Downloads at a time; 0: as many as all queues together may. */
  readonly jobs: number;
  /** Bytes per second; 0 is no limit. */
  readonly limit: number;
  /** Times of the week at which it runs; none: it runs when it is started. */
  readonly times: readonly WeeklySpan[];
  /** What a person last said by hand, and when (epoch ms); 0: nothing. */
  readonly on: boolean;
  readonly setAt: number;
}

export interface QueueView extends Queue {
  readonly runs: boolean;
  /** Epoch ms at which its times start or stop it next; null: never. */
  readonly until: number | null;
}

/** What a person may change of a queue. */
export type QueueChange = Partial<Pick<Queue, 'name' | 'jobs' | 'limit' | 'times'>>;

/** Where to among its like: one place to the front or to the end, or all the way. */
export type Step = (typeof steps)[number];
export const steps = [-1, 1, 'first', 'last'] as const;
