/**
 * Why a download stopped, or why it waits: one closed list, by family. Codes are stable: they are
 * stored, written to the program's log and printed by `get --json`, and shown to nobody; words for
 * people are in `words/`. A code is never reused for another meaning, and each is reached by a test
 * (`electron/engine/behaviours/reasons`).
 */
export const interruptReasons = {
  'file-no-space': { family: 'file', resume: 'user-continue', exit: 9 },
  'file-exists': { family: 'file', resume: 'user-restart', exit: 13 },
  'file-in-use': { family: 'file', resume: 'user-continue', exit: 13 },
  'file-open': { family: 'file', resume: 'user-continue', exit: 15 },
  'file-create': { family: 'file', resume: 'user-continue', exit: 16 },
  'file-io': { family: 'file', resume: 'user-continue', exit: 17 },
  'file-hash-mismatch': { family: 'file', resume: 'user-restart', exit: 32 },

  'network-timeout': { family: 'network', resume: 'auto-continue', exit: 2 },
  'network-patience': { family: 'network', resume: 'user-continue', exit: 2 },
  'network-offline': { family: 'network', resume: 'auto-continue', exit: 6 },
  'network-refused': { family: 'network', resume: 'auto-continue', exit: 6 },
  'network-reset': { family: 'network', resume: 'auto-continue', exit: 6 },
  'network-name-unknown': { family: 'network', resume: 'user-continue', exit: 19 },
  'network-name-lookup': { family: 'network', resume: 'auto-continue', exit: 19 },
  'network-tls': { family: 'network', resume: 'user-continue', exit: 6 },
  'network-certificate': { family: 'network', resume: 'user-continue', exit: 6 },
  'network-proxy': { family: 'network', resume: 'user-continue', exit: 6 },

  'server-not-found': { family: 'server', resume: 'user-continue', exit: 3 },
  'server-unauthorized': { family: 'server', resume: 'user-continue', exit: 24 },
  'server-forbidden': { family: 'server', resume: 'user-continue', exit: 24 },
  'server-link-expired': { family: 'server', resume: 'user-continue', exit: 24 },
  'server-unavailable': { family: 'server', resume: 'auto-continue', exit: 22 },
  'server-asked-to-wait': { family: 'server', resume: 'user-continue', exit: 22 },
  'server-bad-status': { family: 'server', resume: 'user-continue', exit: 22 },
  'server-protocol': { family: 'server', resume: 'user-continue', exit: 22 },
  'server-bad-range': { family: 'server', resume: 'user-continue', exit: 22 },
  'server-incomplete': { family: 'server', resume: 'auto-continue', exit: 22 },
  'server-damaged': { family: 'server', resume: 'auto-continue', exit: 22 },
  'server-no-content': { family: 'server', resume: 'user-continue', exit: 22 },
  'server-unexpected-page': { family: 'server', resume: 'user-continue', exit: 22 },
  'server-too-large': { family: 'server', resume: 'none', exit: 22 },
  'server-redirect-refused': { family: 'server', resume: 'none', exit: 22 },
  'server-address-refused': { family: 'server', resume: 'none', exit: 22 },
  'server-redirect-loop': { family: 'server', resume: 'user-continue', exit: 23 },
  'server-no-resume': { family: 'server', resume: 'user-restart', exit: 8 },
  'server-other-size': { family: 'server', resume: 'user-continue', exit: 22 },
  'server-changed': { family: 'server', resume: 'user-restart', exit: 8 },

  'user-stopped': { family: 'user', resume: 'user-continue', exit: 7 },
  'user-bad-input': { family: 'user', resume: 'none', exit: 28 },

  /** A mistake of the program itself, which ends this download and no other. */
  crash: { family: 'crash', resume: 'user-continue', exit: 1 },
} as const satisfies Record<string, ReasonFacts>;

export type InterruptFamily = 'file' | 'network' | 'server' | 'user' | 'crash';

/**
 * `auto`: goes on by itself when the machine wakes, its network changes or the program starts. `user`:
 * one click. `continue` keeps the bytes, `restart` drops them.
 */
export type ResumeMode = 'auto-continue' | 'user-continue' | 'user-restart' | 'none';

interface ReasonFacts {
  readonly family: InterruptFamily;
  readonly resume: ResumeMode;
  /** Exit status of `tributary get`. */
  readonly exit: number;
}

export type InterruptReason = keyof typeof interruptReasons;

export const interruptReasonCodes = Object.keys(interruptReasons) as readonly InterruptReason[];

/** Small, printable facts beside a reason: never a URL, a header value or a credential. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** A failure as a value: its code and the facts that its sentence needs. */
export interface Failure {
  readonly code: InterruptReason;
  readonly facts?: Facts;
}

export function resumeModeOf(code: InterruptReason): ResumeMode {
  return interruptReasons[code].resume;
}

export function exitStatusOf(code: InterruptReason): number {
  return interruptReasons[code].exit;
}
