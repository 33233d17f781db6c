import type { Contract } from '../../shared/contract/contract.ts';
import type { Session } from '../../shared/wire/server.ts';
import type { Clock } from '../engine/ports/clock.ts';
import { formatEntry } from './logging/format-entry.ts';
import type { MemorySink } from './logging/memory-sink.ts';

const tellEvery = 200;

/** Windows that show the program's log: they get its latest lines, then new ones a few times a second. */
export class LogFollow {
  readonly #memory: MemorySink;
  readonly #clock: Clock;
  readonly #stops = new Map<Session<Contract>, () => void>();

  constructor(memory: MemorySink, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** Begins to follow, or ends it; the lines so far, oldest first. */
  set(session: Session<Contract>, on: boolean): readonly string[] {
    this.#stops.get(session)?.();
    if (!on) return [];
    this.#begin(session);
    return this.#memory.entries().map((entry) => formatEntry(entry, 'text').trimEnd());
  }

  #begin(session: Session<Contract>): void {
    let waiting: string[] = [];
    let takeBack = (): void => undefined;
    const forget = this.#memory.follow((entry) => {
      waiting.push(formatEntry(entry, 'text').trimEnd());
      if (waiting.length > 1) return;
      takeBack = this.#clock.after(tellEvery, () => {
        const lines = waiting;
        waiting = [];
        session.emit('logged', lines);
      });
    });
    const stop = (): void => {
      takeBack();
      forget();
      this.#stops.delete(session);
    };
    this.#stops.set(session, stop);
    session.onClose(stop);
  }
}
