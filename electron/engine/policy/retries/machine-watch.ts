/** One look at the machine; times are milliseconds. */
export interface MachineLook {
  /** The clock that never jumps: on some systems it stands still while the machine sleeps, on others not. */
  readonly now: number;
  /** Time since the machine was started, sleep included. */
  readonly uptime: number;
  readonly addresses: readonly string[];
}

export interface MachineChange {
  /**
   * How long the machine slept, or the program was frozen, since the look before: 0 where neither was.
   * `unseen` is the part of it that the clock did not count.
   */
  readonly slept: number;
  readonly unseen: number;
  /** Addresses came or went. */
  readonly network: boolean;
  /** An address went: connections that it carried are dead. */
  readonly lostAddress: boolean;
}

/** Sleep that the clock did not count tells itself to the hundredth of a second. */
const unseenLeast = 1_500;
/**
 * Without a look for so long the program did not run at all, whatever the reason. Looks are taken every
 * second while there is something to lose.
 */
const frozenLeast = 10_000;

/**
 * Finds out from one look to the next whether the machine slept, or its network changed. The wall
 * clock has no say: setting it, or daylight saving, is no sleep.
 */
export class MachineWatch {
  #last: MachineLook;

  constructor(first: MachineLook) {
    this.#last = first;
  }

  look(look: MachineLook): MachineChange {
    const last = this.#last;
    this.#last = look;
    const counted = look.now - last.now;
    const passed = look.uptime - last.uptime;
    const unseen = passed - counted >= unseenLeast ? passed - counted : 0;
    // The clock alone is no witness: it may be a test's own, and run ahead.
    const frozen = Math.min(counted, passed) >= frozenLeast;
    const lostAddress = last.addresses.some((address) => !look.addresses.includes(address));
    return {
      slept: unseen > 0 ? passed : frozen ? counted : 0,
      unseen,
      network: lostAddress || look.addresses.some((address) => !last.addresses.includes(address)),
      lostAddress,
    };
  }

  /** Begins anew: nothing was looked at for a while because nothing was at stake. */
  restart(look: MachineLook): void {
    this.#last = look;
  }
}
