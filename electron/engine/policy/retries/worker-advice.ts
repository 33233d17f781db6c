import type { Failure, InterruptReason } from '../../../../shared/model/reasons.ts';
import { asksForUser } from './asks-for-user.ts';
import { backOff, isTransient, resumesWithoutProgress } from './retry-policy.ts';

/** What one connection does after a failure while the download goes on. Milliseconds. */
export type Advice =
  | { readonly kind: 'again'; readonly delay: number }
  /** `learn`: the host has shown how many connections it bears. */
  | { readonly kind: 'retire'; readonly learn: boolean };

/** A server's way of saying: no more connections. */
const refusals: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'server-forbidden',
  'server-unauthorized',
  'server-not-found',
  'server-unavailable',
  'server-bad-status',
  'network-refused',
]);

/**
 * A connection that fails while others bring bytes does not end the download: a refusal is taken as
 * the host's limit, a wait that was asked for is kept, anything transient is tried again a few
 * times. Without others the connection retires and the download as a whole decides.
 */
export function adviseWorker(facts: {
  readonly failure: Failure;
  /** Whether another connection of the same host is bringing bytes. */
  readonly hostBearsOthers: boolean;
  /** Whether any other connection of the download is at work, at whatever source. */
  readonly othersAtWork: boolean;
  /** Failures of this connection in a row without a new byte, this one included. */
  readonly failures: number;
  readonly chance: number;
}): Advice {
  const { failure, failures, chance } = facts;
  if (!facts.othersAtWork) return { kind: 'retire', learn: false };
  const wait = failure.facts?.['wait'];
  if (failure.code === 'server-asked-to-wait' && typeof wait === 'number') {
    return { kind: 'again', delay: wait * (1 + chance * 0.1) };
  }
  if (refusals.has(failure.code) && facts.hostBearsOthers) {
    return { kind: 'retire', learn: !asksForUser(failure) };
  }
  if (failure.code === 'network-reset' && failures >= 2 && facts.hostBearsOthers) {
    return { kind: 'retire', learn: true };
  }
  const most = isTransient(failure) ? resumesWithoutProgress : 1;
  if (failures > most) return { kind: 'retire', learn: false };
  return { kind: 'again', delay: backOff(Math.max(0, failures - 1), chance) };
}
