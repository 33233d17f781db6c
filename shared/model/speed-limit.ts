import type { WeeklySpan } from './weekly-span.ts';

/**
 * How fast all downloads may be together. `limited`: at the rate set; `room`: as fast as leaves the line
 * quick for others; `timetable`: by weekday and hour.
 */
export type LimitMode = (typeof limitModes)[number];
export const limitModes = ['unlimited', 'limited', 'room', 'timetable'] as const;

/** A rate (bytes per second, 0 is no limit) for a time of the week. */
export interface LimitTime extends WeeklySpan {
  readonly limit: number;
}

/** What holds now. */
export interface SpeedLimitView {
  readonly mode: LimitMode;
  /** Bytes per second for all downloads together; 0 is no limit. */
  readonly limit: number;
  /** Epoch ms of the timetable's next change; null where there is none. */
  readonly until: number | null;
  /** What leaving room goes by; null in the other modes. */
  readonly room: RoomView | null;
}

/** `none`: nothing can be measured (nothing runs, or a proxy stands in between), and the floor is held. */
export type RoomView =
  | { readonly signal: 'none' | 'measuring' }
  | {
      readonly signal: 'good';
      /** Milliseconds to a server and back: now, and of the line at rest. */
      readonly roundTrip: number;
      readonly atRest: number;
    };
