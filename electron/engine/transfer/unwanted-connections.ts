import type { SegmentWorker } from './segment-worker.ts';
import type { TransferState } from './transfer-state.ts';

/**
 * Gives connections up that are to go on with another source, from where they stand: those of one that
 * was taken away, and those that others have beyond one each while a preferred one could have them.
 */
export function leaveUnwanted(state: TransferState): void {
  const receiving = state.workers.filter((worker) => worker.state === 'receiving');
  const removed = receiving.filter(({ source }) => source?.removed === true);
  for (const worker of [...removed, ...movable(state, receiving)]) worker.giveUp();
}

function movable(state: TransferState, receiving: readonly SegmentWorker[]): readonly SegmentWorker[] {
  const { clock, hostLimits } = state.options;
  const preferred = state.usableSources().find((source) => source.preferred);
  if (preferred === undefined || !preferred.trusted || !preferred.usesRange) return [];
  if (preferred.notBefore > clock.now()) return [];
  // Where it brought bad bytes before, another one stays.
  const couldServe = ({ lease }: SegmentWorker): boolean =>
    lease === null || !state.shuns(preferred, lease.position);
  const others = new Set(receiving.map(({ source }) => source).filter((source) => source !== preferred));
  const surplus = [...others].flatMap((source) =>
    receiving
      .filter((worker) => worker.source === source && !worker.isKept)
      .slice(1)
      .filter(couldServe),
  );
  return surplus.slice(0, hostLimits.room(preferred.host));
}
