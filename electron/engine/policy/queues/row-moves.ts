import type { Step } from '../../../../shared/model/queue.ts';

/** The new order of a list when some of it moves; those that move keep their order among themselves. */
export function moved(order: readonly string[], moving: ReadonlySet<string>, step: Step): string[] {
  const goes = order.filter((id) => moving.has(id));
  const stays = order.filter((id) => !moving.has(id));
  if (step === 'first') return [...goes, ...stays];
  if (step === 'last') return [...stays, ...goes];
  const next = step === 1 ? order.toReversed() : [...order];
  for (const [at, id] of next.entries()) {
    const other = next[at - 1];
    if (other !== undefined && moving.has(id) && !moving.has(other)) next.splice(at - 1, 2, id, other);
  }
  return step === 1 ? next.toReversed() : next;
}
