import type { Failure } from '../../../shared/model/reasons.ts';
import { changedIds, type Library } from '../../state/library.ts';
import { isFinished, statusOf } from '../../state/status.ts';
import type { WindowState } from '../../state/store.ts';

type ToldState = Pick<WindowState, 'library' | 'connection' | 'snapshots'>;

export type Announcement =
  | {
      readonly kind: 'verified' | 'size-only' | 'mismatch';
      readonly id: string;
      readonly name: string;
    }
  | { readonly kind: 'trouble'; readonly id: string; readonly name: string; readonly failure: Failure };

/** What is told of the change between two states of the window; nothing before it knew any download. */
export function toldBetween(before: ToldState, state: ToldState): readonly Announcement[] {
  if (state.library === before.library || before.connection !== 'open') return [];
  return announcementsOf(before.library, state.library, state.snapshots === before.snapshots);
}

/**
 * What a screen reader is told of a change: only what ended, and what needs help. Of downloads that
 * `before` does not know it is told only where `withNew`: they were added and have ended at once, and
 * are not just new to this window.
 */
export function announcementsOf(before: Library, after: Library, withNew: boolean): readonly Announcement[] {
  const told: Announcement[] = [];
  for (const id of new Set(changedIds(before, after) ?? after.keys())) {
    const then = before.get(id);
    const now = after.get(id);
    if (now === undefined || then?.state === now.state || (then === undefined && !withNew)) continue;
    const { name } = now;
    if (now.state.kind === 'interrupted' && then?.state.kind !== 'interrupted') {
      told.push({ kind: 'trouble', id, name, failure: now.state.failure });
    } else if (isFinished(now) && (then === undefined || !isFinished(then))) {
      const status = statusOf(now);
      if (status === 'verified' || status === 'mismatch') told.push({ kind: status, id, name });
      else told.push({ kind: 'size-only', id, name });
    }
  }
  return told;
}
