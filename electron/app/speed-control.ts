import type { Settings } from '../../shared/model/settings.ts';
import type { SpeedLimitView } from '../../shared/model/speed-limit.ts';
import { RoomControl } from '../engine/policy/limits/room-control.ts';
import { limitAt } from '../engine/policy/schedule/limit-times.ts';
import type { Clock } from '../engine/ports/clock.ts';

/** Bytes per second that leaving room never goes below, and that hold where nothing can be measured. */
export const roomFloor = 128 * 1_024;
const sampleEvery = 1_000;
/** The clock on the wall may be set at any time: a timetable is looked at this often at least. */
const lookEvery = 30_000;

/** What leaving room needs to know once a second. */
export interface RoomSource {
  /** Bytes per second of all downloads; null while none runs. */
  rate(): number | null;
  /** The name of a server that bytes come from now, and the milliseconds to it; null: not to be measured. */
  measure(): Promise<{ readonly server: string; readonly roundTrip: number } | null>;
}

export interface SpeedControlParts {
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'limit' | 'limitMode' | 'limitTimes' | 'timeZone'>;
  readonly room: RoomSource;
  readonly onChange: (view: SpeedLimitView) => void;
}

/** Which limit holds now for all downloads together: by the switch, the timetable, or what the line bears. */
export class SpeedControl {
  readonly #parts: SpeedControlParts;
  #view: SpeedLimitView;
  #room: RoomControl | null = null;
  #takeBack: (() => void) | null = null;
  #measuring = false;
  #closed = false;

  constructor(parts: SpeedControlParts) {
    this.#parts = parts;
    this.#view = this.#viewNow();
  }

  get view(): SpeedLimitView {
    return this.#view;
  }

  /** Decides anew: the settings are others, downloads began or ended, or the machine woke. */
  decide(): void {
    if (this.#closed) return;
    const { limitMode } = this.#parts.settings();
    if (limitMode === 'room') this.#room ??= new RoomControl(roomFloor);
    else this.#room = null;
    const before = JSON.stringify(this.#view);
    if (limitMode !== this.#view.mode) this.#cancel();
    this.#view = this.#viewNow();
    if (JSON.stringify(this.#view) !== before) this.#parts.onChange(this.#view);
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #cancel(): void {
    this.#takeBack?.();
    this.#takeBack = null;
  }

  #viewNow(): SpeedLimitView {
    const { limit, limitMode: mode, limitTimes, timeZone } = this.#parts.settings();
    switch (mode) {
      case 'unlimited':
        return { mode, limit: 0, until: null, room: null };
      case 'limited':
        return { mode, limit, until: null, room: null };
      case 'timetable':
        return { mode, ...limitAt(limitTimes, timeZone, this.#parts.clock.wall()), room: null };
      case 'room': {
        const room = this.#room ?? new RoomControl(roomFloor);
        return { mode, limit: room.limit, until: null, room: room.view };
      }
    }
  }

  #schedule(): void {
    const room = this.#room;
    if (room !== null) {
      if (this.#measuring || this.#takeBack !== null || this.#parts.room.rate() === null) return;
      this.#takeBack = this.#parts.clock.after(sampleEvery, () => void this.#sample(room));
      return;
    }
    this.#cancel();
    const { until } = this.#view;
    if (until === null) return;
    const wait = Math.min(lookEvery, Math.max(0, until - this.#parts.clock.wall()));
    this.#takeBack = this.#parts.clock.after(wait, () => {
      this.decide();
    });
  }

  async #sample(room: RoomControl): Promise<void> {
    this.#takeBack = null;
    const rate = this.#parts.room.rate();
    if (rate === null) return;
    this.#measuring = true;
    const measured = await this.#parts.room.measure();
    this.#measuring = false;
    room.note({ server: measured?.server ?? '', roundTrip: measured?.roundTrip ?? null, rate });
    this.decide();
  }
}
