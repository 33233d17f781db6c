/**
 * Connections per host: how many are open, and how many it was seen to bear. What a server refused
 * is remembered, so that the next download does not run into it again.
 */
export class HostLimits {
  #most: number;
  readonly #open = new Map<string, number>();
  readonly #learned = new Map<string, number>();

  /** `most`: connections to one host at most, from the settings. */
  constructor(most: number) {
    this.#most = most;
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

  /** Places left at a host. */
  room(host: string): number {
    return Math.max(0, this.limit(host) - (this.#open.get(host) ?? 0));
  }

  leave(host: string): void {
    const open = (this.#open.get(host) ?? 1) - 1;
    if (open > 0) this.#open.set(host, open);
    else this.#open.delete(host);
  }

  limit(host: string): number {
    return Math.min(this.#most, this.#learned.get(host) ?? Infinity);
  }

  /** The host refused one more connection while `bearing` of them worked: that is its limit. */
  learn(host: string, bearing: number): void {
    this.#learned.set(host, Math.max(1, Math.min(bearing, this.limit(host))));
  }
}
