import type { Connection } from './connection.ts';
import type { Timer } from './watchdog.ts';

/** Milliseconds that a connection is kept idle. */
export const idleLifetime = 10_000;
/** Most idle connections kept for one origin. */
export const idlePerOrigin = 16;

interface IdleConnection {
  readonly connection: Connection;
  readonly stopTimer: () => void;
}

/**
 * Idle connections by origin, the last used first. Each is watched: one that the server closes, or that
 * brings bytes nobody asked for, is dropped at once.
 */
export class ConnectionPool {
  readonly #timer: Timer;
  readonly #idle = new Map<string, IdleConnection[]>();
  #closed = false;

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Takes an idle connection out, or null. */
  take(origin: string): Connection | null {
    for (;;) {
      const entry = this.#idle.get(origin)?.pop();
      if (entry === undefined) return null;
      entry.stopTimer();
      entry.connection.use(null);
      if (entry.connection.open) return entry.connection;
    }
  }

  /** Takes over a connection whose reply has ended cleanly. */
  put(origin: string, connection: Connection): void {
    const entries = this.#idle.get(origin) ?? [];
    if (this.#closed || !connection.open || entries.length >= idlePerOrigin) {
      connection.destroy();
      return;
    }
    const drop = (): void => this.#drop(origin, connection);
    connection.use({
      onBytes() {
        drop();
        return false;
      },
      onClosed: drop,
    });
    this.#idle.set(origin, [...entries, { connection, stopTimer: this.#timer.after(idleLifetime, drop) }]);
    connection.resume();
  }

  /** Closes all idle connections, and from now on every one that would become idle. */
  close(): void {
    this.#closed = true;
    this.drop();
  }

  /** Closes all idle connections. */
  drop(): void {
    for (const entries of this.#idle.values()) {
      for (const { connection, stopTimer } of entries) {
        stopTimer();
        connection.destroy();
      }
    }
    this.#idle.clear();
  }

  #drop(origin: string, connection: Connection): void {
    const entries = this.#idle.get(origin) ?? [];
    entries.find((entry) => entry.connection === connection)?.stopTimer();
    const others = entries.filter((entry) => entry.connection !== connection);
    if (others.length > 0) this.#idle.set(origin, others);
    else this.#idle.delete(origin);
    connection.destroy();
  }
}
