import type { Failure } from '../../../shared/model/reasons.ts';
import { changedIds, type Library } from '../../state/library.ts';
import { isFinished, statusOf } from '../../state/status.ts';

export type Announcement =
  | { readonly kind: 'verified' | 'size-only' | 'mismatch'; readonly name: string }
  | { readonly kind: 'trouble'; readonly name: string; readonly failure: Failure };

/**
 * What a screen reader is told of a change: only what ended, and what needs help. Downloads that
 * `before` does not know are new to the window and are not told.
 */
export function announcementsOf(before: Library, after: Library): readonly Announcement[] {
  const told: Announcement[] = [];
  for (const id of new Set(changedIds(before, after) ?? after.keys())) {
    const then = before.get(id);
    const now = after.get(id);
    if (then === undefined || now === undefined || then.state === now.state) continue;
    if (now.state.kind === 'interrupted' && then.state.kind !== 'interrupted') {
      told.push({ kind: 'trouble', name: now.name, failure: now.state.failure });
    } else if (isFinished(now) && !isFinished(then)) {
      const status = statusOf(now);
      if (status === 'verified' || status === 'mismatch') told.push({ kind: status, name: now.name });
      else told.push({ kind: 'size-only', name: now.name });
    }
  }
  return told;
}
