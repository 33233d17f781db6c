import { learnedFor, type LearnedLimit } from '../../shared/model/server-profile.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { ServerShelf } from '../engine/ports/server-book.ts';

/** Hosts that are remembered; of more the oldest are forgotten. */
const hostsMost = 500;

/** What hosts were seen to bear, kept across starts, each for a day. */
export class LearnedLimits {
  readonly #shelf: ServerShelf;
  readonly #clock: Pick<Clock, 'wall'>;
  readonly #limits = new Map<string, LearnedLimit>();

  constructor(shelf: ServerShelf, clock: Pick<Clock, 'wall'>) {
    this.#shelf = shelf;
    this.#clock = clock;
    for (const limit of shelf.limits()) this.#limits.set(limit.host, limit);
  }

  /** Null: nothing is known, or not any more. */
  of(host: string): number | null {
    const limit = this.#limits.get(host);
    if (limit === undefined) return null;
    if (this.#holds(limit)) return limit.connections;
    this.forget(host);
    return null;
  }

  learn(host: string, connections: number): void {
    const limit = { host, connections, learnedAt: this.#clock.wall() };
    // Last again in the order of age.
    this.#limits.delete(host);
    this.#limits.set(host, limit);
    this.#shelf.saveLimit(limit);
    const [oldest] = [...this.#limits.values()].sort((a, b) => a.learnedAt - b.learnedAt);
    if (this.#limits.size > hostsMost && oldest !== undefined) this.forget(oldest.host);
  }

  forget(host: string): void {
    this.#limits.delete(host);
    this.#shelf.removeLimit(host);
  }

  /** Those that hold now, by host. */
  list(): readonly LearnedLimit[] {
    for (const host of [...this.#limits.keys()]) this.of(host);
    return [...this.#limits.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
  }

  /** A clock that was set back makes what was learned later than now no younger. */
  #holds({ learnedAt }: LearnedLimit): boolean {
    const age = this.#clock.wall() - learnedAt;
    return age >= 0 && age < learnedFor;
  }
}
