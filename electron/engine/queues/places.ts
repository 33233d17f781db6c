import type { Step } from '../../../shared/model/queue.ts';
import type { Download } from '../download.ts';
import { moved } from '../policy/queues/row-moves.ts';

/** Moves downloads within their queues. Several keep their order among themselves. */
export function moveDownloads(all: readonly Download[], ids: readonly string[], step: Step): void {
  const moving = new Set(ids);
  const byId = new Map(all.map((download) => [download.id, download]));
  for (const queue of new Set(ids.map((id) => byId.get(id)?.record.queue))) {
    const own = all
      .filter(({ record }) => record.queue === queue)
      .toSorted((a, b) => a.record.order - b.record.order);
    const places = own.map(({ record }) => record.order);
    const order = moved(
      own.map(({ id }) => id),
      moving,
      step,
    );
    for (const [index, id] of order.entries()) {
      const download = byId.get(id);
      const place = places[index];
      if (download === undefined || place === undefined || download.record.order === place) continue;
      download.update({ order: place });
      download.save();
    }
  }
}
