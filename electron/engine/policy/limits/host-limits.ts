/** Limits of single hosts, in connections: what was set, and what was seen; null where there is none. */
export interface HostRules {
  connectionsFor(host: string): number | null;
  learnedOf(host: string): number | null;
  learn(host: string, connections: number): void;
}

/**
 * Connections per host: how many are open, and how many it may have. What a server refused is
 * remembered, so that the next download does not run into it again.
 */
export class HostLimits {
  #most: number;
  readonly #rules: HostRules;
  readonly #open = new Map<string, number>();
  readonly #contacts = new Map<object, string>();

  /** `most`: connections to one host at most, where nothing is set for it. */
  constructor(most: number, rules: HostRules = rulesInMemory()) {
    this.#most = most;
    this.#rules = rules;
  }

  setMost(most: number): void {
    this.#most = most;
  }

  /** Takes a place for one more connection; false when the host has none left. */
  enter(host: string): boolean {
    const open = this.#open.get(host) ?? 0;
    if (open >= this.limit(host)) return false;
    this.#open.set(host, open + 1);
    return true;
  }

  /** Takes a place for a connection that is open already. */
  force(host: string): void {
    this.#open.set(host, (this.#open.get(host) ?? 0) + 1);
  }

  /**
   * The one place of a first contact, by who makes it: it is taken whatever others do, moves along with a
   * redirect, and is given back with null, once what came of it has a place of its own.
   */
  contact(who: object, host: string | null): void {
    const before = this.#contacts.get(who);
    if (before === host) return;
    if (before !== undefined) this.leave(before);
    this.#contacts.delete(who);
    if (host === null) return;
    this.#contacts.set(who, host);
    this.force(host);
  }

  /** Places left at a host. */
  room(host: string): number {
    return Math.max(0, this.limit(host) - (this.#open.get(host) ?? 0));
  }

  leave(host: string): void {
    const open = (this.#open.get(host) ?? 1) - 1;
    if (open > 0) this.#open.set(host, open);
    else this.#open.delete(host);
  }

  /**
   * Whether a host that has a limit of its own takes no other download: its first contact would be one
   * connection too many. `running`: downloads at it that run now.
   */
  isFull(host: string, running: () => number): boolean {
    const set = this.#rules.connectionsFor(host);
    return set !== null && (this.room(host) === 0 || running() >= this.limit(host));
  }

  /** What was set for the host, else what holds for all; never more than it was seen to bear. */
  limit(host: string): number {
    const most = this.#rules.connectionsFor(host) ?? this.#most;
    return Math.min(most, this.#rules.learnedOf(host) ?? Infinity);
  }

  /** The host refused one more connection while `bearing` of them worked: that is its limit. */
  learn(host: string, bearing: number): void {
    this.#rules.learn(host, Math.max(1, Math.min(bearing, this.limit(host))));
  }
}

function rulesInMemory(): HostRules {
  const learned = new Map<string, number>();
  return {
    connectionsFor: () => null,
    learnedOf: (host) => learned.get(host) ?? null,
    learn: (host, connections) => void learned.set(host, connections),
  };
}
