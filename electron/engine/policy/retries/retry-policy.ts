import type { Failure, InterruptReason } from '../../../../shared/model/reasons.ts';

/** How often, and how long, one keeps on trying. Milliseconds. */
export const resumesWithoutProgress = 5;
const promptDelay = 200;
const firstDelay = 1_000;
const longestDelay = 30_000;
/** A wait asked for by the server beyond this is left to the person. */
export const longestAskedWait = 3_600_000;

/** Failures that another attempt can cure. */
const transient: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'network-timeout',
  'network-offline',
  'network-refused',
  'network-reset',
  'network-name-lookup',
  'server-unavailable',
  'server-asked-to-wait',
  'server-incomplete',
]);

/** Failures of a server that contradicts itself: worth a second look, not five. */
const doubtful: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'server-protocol',
  'server-bad-range',
  'server-damaged',
  'server-no-content',
  'server-changed',
]);
const doubtfulResumes = 2;

/**
 * Refusals are final at the first contact. After bytes have come, the link may have expired or its
 * uses may be spent: it is asked once more, from its first address.
 */
const refusals: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'server-unauthorized',
  'server-forbidden',
  'server-not-found',
  'server-bad-status',
]);

/** No way to the server at all: the app waits as long as it takes. */
const offline: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'network-offline',
  'network-name-lookup',
]);

/** What may pass by itself in a proxy; a wrong address or password does not. */
const passingProxyFaults: ReadonlySet<unknown> = new Set(['refused', 'unreachable', 'broken-off', 'server']);

function isPassingProxyFault({ code, facts }: Failure): boolean {
  return code === 'network-proxy' && passingProxyFaults.has(facts?.['fault']);
}

export function isTransient(failure: Failure): boolean {
  return transient.has(failure.code) || isPassingProxyFault(failure);
}

export type RetryDecision =
  { readonly kind: 'wait'; readonly delay: number } | { readonly kind: 'give-up'; readonly failure: Failure };

export interface RetryFacts {
  readonly failure: Failure;
  /** Failures in a row without one new byte, this one included; 0 when it brought new bytes. */
  readonly failuresWithoutProgress: number;
  /** Nothing was ever brought: an address that somebody has just typed may be wrong. */
  readonly firstContact?: boolean;
  /** Milliseconds since the last new byte, and how many of them are allowed; 0 is no end. */
  readonly silence: number;
  readonly patience: number;
  /** In [0, 1). */
  readonly chance: number;
}

/**
 * What to do when every connection of a download has failed. Back-off doubles from 1 s to 30 s with
 * jitter of a quarter either way; Retry-After is waited for in full, plus up to 10 %.
 */
export function decideRetry(facts: RetryFacts): RetryDecision {
  const { failure, failuresWithoutProgress: failures } = facts;
  const curable = isTransient(failure) || doubtful.has(failure.code);
  const permanent = !curable && !(failures === 0 && refusals.has(failure.code));
  const unsure =
    doubtful.has(failure.code) ||
    (facts.firstContact === true && (failure.code === 'network-refused' || isPassingProxyFault(failure)));
  const most = unsure ? doubtfulResumes : resumesWithoutProgress;
  const asked = askedWait(failure);
  if (permanent || asked > longestAskedWait) return { kind: 'give-up', failure };
  if (failures > most && !offline.has(failure.code)) return { kind: 'give-up', failure };
  const delay = asked > 0 ? asked * (1 + facts.chance * 0.1) : backOff(failures, facts.chance);
  if (facts.patience > 0 && facts.silence + delay > facts.patience) {
    const left = facts.patience - facts.silence;
    if (asked > 0 || left <= 0) return outOfPatience(facts);
    return { kind: 'wait', delay: left };
  }
  return { kind: 'wait', delay };
}

/** The end of waiting, with the code of what stood in the way. */
export function outOfPatience(facts: {
  readonly failure: Failure;
  readonly patience: number;
}): Extract<RetryDecision, { kind: 'give-up' }> {
  const { code, facts: details = {} } = facts.failure;
  // What stood in the way of a proxy is in its fault alone.
  const { fault } = code === 'network-proxy' ? details : {};
  const seconds = Math.round(facts.patience / 1_000);
  return {
    kind: 'give-up',
    failure: {
      code: 'network-patience',
      facts: { seconds, last: code, ...(fault !== undefined && { lastFault: fault }) },
    },
  };
}

function askedWait(failure: Failure): number {
  const wait = failure.facts?.['wait'];
  return failure.code === 'server-asked-to-wait' && typeof wait === 'number' ? wait : 0;
}

/** Delay in milliseconds before the next attempt; `failures` as in RetryFacts. */
export function backOff(failures: number, chance: number): number {
  const plain = failures === 0 ? promptDelay : Math.min(longestDelay, firstDelay * 2 ** (failures - 1));
  return plain * (0.75 + chance * 0.5);
}
