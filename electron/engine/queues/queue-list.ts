import {
  defaultQueue,
  type Queue,
  type QueueChange,
  type QueueView,
  type Step,
} from '../../../shared/model/queue.ts';
import { Bandwidth } from '../policy/limits/bandwidth.ts';
import { moved } from '../policy/queues/row-moves.ts';
import { queueMoment } from '../policy/schedule/queue-moment.ts';
import type { QueueShelf } from '../ports/catalog.ts';
import type { Clock } from '../ports/clock.ts';

/** The clock on the wall may be set at any time: times are looked at this often at least. */
const lookEvery = 30_000;

const firstQueue: Queue = {
  id: defaultQueue,
  name: '',
  order: 0,
  jobs: 0,
  limit: 0,
  times: [],
  on: true,
  setAt: 0,
};

export interface QueueListParts {
  readonly shelf: QueueShelf;
  readonly clock: Clock;
  /** The limit of all queues together. */
  readonly bandwidth: Bandwidth;
  /** The zone that times of the week are in. */
  readonly zone: () => string;
  /** A queue is new, another one, or gone, or one starts or stops. */
  readonly onChange: () => void;
}

/** The queues, the default one always among them, and which of them run now. */
export class QueueList {
  readonly #parts: QueueListParts;
  readonly #queues = new Map<
    string,
    { queue: Queue; runs: boolean; until: number | null; node: Bandwidth }
  >();
  #takeBack: (() => void) | null = null;

  constructor(parts: QueueListParts) {
    this.#parts = parts;
    for (const queue of [firstQueue, ...parts.shelf.all()]) this.#put(queue);
    this.#schedule();
  }

  /** In their order. */
  list(): readonly QueueView[] {
    return [...this.#queues.values()]
      .map(({ queue, runs, until }) => ({ ...queue, runs, until }))
      .toSorted((a, b) => a.order - b.order);
  }

  has(id: string): boolean {
    return this.#queues.has(id);
  }

  runs(id: string): boolean {
    return this.#queues.get(id)?.runs ?? false;
  }

  /** The limit that downloads of a queue pay at; of one that is not there, that of all. */
  bandwidthOf(id: string): Bandwidth {
    return this.#queues.get(id)?.node ?? this.#parts.bandwidth;
  }

  add(id: string, name: string): void {
    const last = Math.max(...this.list().map(({ order }) => order));
    this.#keep({ ...firstQueue, id, name, order: last + 1 });
  }

  /** New times hold at once: what was said by hand before does not count against them. */
  change(id: string, change: QueueChange): boolean {
    const known = this.#queues.get(id);
    if (known === undefined) return false;
    const setAt = change.times === undefined ? {} : { setAt: 0 };
    this.#keep({ ...known.queue, ...change, ...setAt });
    return true;
  }

  /** Starts or stops a queue by hand. */
  set(id: string, on: boolean): boolean {
    const known = this.#queues.get(id);
    if (known === undefined) return false;
    this.#keep({ ...known.queue, on, setAt: this.#parts.clock.wall() });
    return true;
  }

  move(id: string, step: Step): void {
    const order = moved(
      this.list().map((queue) => queue.id),
      new Set([id]),
      step,
    );
    for (const [place, each] of order.entries()) {
      const known = this.#queues.get(each);
      if (known !== undefined && known.queue.order !== place) this.#save({ ...known.queue, order: place });
    }
    this.#parts.onChange();
  }

  /** The default one stays. Its downloads are the caller's to move. */
  remove(id: string): boolean {
    if (id === defaultQueue || !this.#queues.delete(id)) return false;
    this.#parts.shelf.remove(id);
    this.decide();
    this.#parts.onChange();
    return true;
  }

  /** Looks anew at which queues run: the clock or the zone is another one, or the machine woke. */
  decide(): void {
    let changed = false;
    for (const known of this.#queues.values()) {
      const { runs, until } = this.#momentOf(known.queue);
      changed ||= runs !== known.runs || until !== known.until;
      Object.assign(known, { runs, until });
    }
    this.#schedule();
    if (changed) this.#parts.onChange();
  }

  close(): void {
    this.#takeBack?.();
    this.#takeBack = null;
  }

  #keep(queue: Queue): void {
    this.#save(queue);
    this.#schedule();
    this.#parts.onChange();
  }

  #save(queue: Queue): void {
    this.#put(queue);
    this.#parts.shelf.save(queue);
  }

  #put(queue: Queue): void {
    const { clock, bandwidth } = this.#parts;
    const node = this.#queues.get(queue.id)?.node ?? new Bandwidth(queue.limit, clock.now(), bandwidth);
    if (node.rate !== queue.limit) node.setRate(queue.limit, clock.now());
    this.#queues.set(queue.id, { queue, node, ...this.#momentOf(queue) });
  }

  #momentOf(queue: Queue) {
    return queueMoment(queue, this.#parts.zone(), this.#parts.clock.wall());
  }

  #schedule(): void {
    this.close();
    const next = Math.min(...[...this.#queues.values()].map(({ until }) => until ?? Infinity));
    if (!Number.isFinite(next)) return;
    const wait = Math.min(lookEvery, Math.max(0, next - this.#parts.clock.wall()));
    this.#takeBack = this.#parts.clock.after(wait, () => {
      this.decide();
    });
  }
}
