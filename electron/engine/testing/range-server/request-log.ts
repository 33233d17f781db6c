import type { ReplyEnd } from './reply-sender.ts';
import type { AskedRange, RequestHead } from './request-reader.ts';

/** One request and what became of it; records stand in the order in which the requests came. */
export interface RequestRecord {
  readonly method: string;
  /** The request target as sent, and its path without the query. */
  readonly target: string;
  readonly path: string;
  /** Number among the requests for this path, from 1. */
  readonly number: number;
  /** Number of the connection, from 1, and its slot: the lowest free number at its start, from 0. */
  readonly connection: number;
  readonly slot: number;
  readonly range: AskedRange | null;
  /** Names are lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** Body bytes that the server gave to its system. */
  readonly sent: number;
  readonly end: ReplyEnd | 'open';
  /** Milliseconds since the server began; `endedAt` is null while `end` is `open`. */
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** What a server has seen and sent so far. */
export interface RangeServerStats {
  /** Milliseconds since the first request came. */
  readonly age: number;
  readonly requests: readonly RequestRecord[];
  readonly bytesSent: number;
  /** When it gave the latest body byte to its system: milliseconds since 1970, of a monotonic clock. */
  readonly lastSentAt: number | null;
  /** Replies at one time, now and at most. */
  readonly active: number;
  readonly maxConcurrent: number;
  /** Connections at one time, now and at most, and in all. */
  readonly open: number;
  readonly maxConnections: number;
  readonly connections: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A reply in progress, as its record sees it. */
export interface OpenRecord {
  readonly number: number;
  readonly setStatus: (status: number) => void;
  readonly sent: (bytes: number) => void;
  readonly close: (end: ReplyEnd) => void;
}

/** Keeps the records and counters, and tells those who wait for something. */
export class RequestLog implements RangeServerStats {
  readonly requests: Mutable<RequestRecord>[] = [];
  bytesSent = 0;
  lastSentAt: number | null = null;
  active = 0;
  maxConcurrent = 0;
  open = 0;
  maxConnections = 0;
  connections = 0;
  readonly #began = performance.now();
  readonly #numbers = new Map<string, number>();
  readonly #watchers = new Set<() => void>();

  /** Counts a new connection and gives its number. */
  connected(): number {
    this.connections += 1;
    this.open += 1;
    this.maxConnections = Math.max(this.maxConnections, this.open);
    return this.connections;
  }

  disconnected(): void {
    this.open -= 1;
    this.#changed();
  }

  begin(request: RequestHead, connection: number, slot: number): OpenRecord {
    const { method, target, path, range, headers } = request;
    const number = (this.#numbers.get(path) ?? 0) + 1;
    this.#numbers.set(path, number);
    this.active += 1;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.active);
    const record: Mutable<RequestRecord> = {
      ...{ method, target, path, number, connection, slot, range, headers },
      ...{ status: 0, sent: 0, end: 'open', startedAt: this.#age(), endedAt: null },
    };
    this.requests.push(record);
    return {
      number,
      setStatus: (status) => {
        record.status = status;
        this.#changed();
      },
      sent: (bytes) => {
        record.sent += bytes;
        this.bytesSent += bytes;
        this.lastSentAt = performance.timeOrigin + performance.now();
        this.#changed();
      },
      close: (end) => {
        record.end = end;
        record.endedAt = this.#age();
        this.active -= 1;
        this.#changed();
      },
    };
  }

  /** Milliseconds since the first request came. */
  get age(): number {
    return this.#age() - (this.requests[0]?.startedAt ?? this.#age());
  }

  /** Resolves when `test` holds; asked after each request, reply and piece sent. Rejects after `limit` ms. */
  until(test: (stats: RangeServerStats) => boolean, limit: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#watchers.delete(check);
        clearTimeout(timer);
      };
      const check = (): void => {
        if (!test(this)) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`What was waited for at the range server did not happen in ${String(limit)} ms.`));
      }, limit);
      this.#watchers.add(check);
      check();
    });
  }

  #age(): number {
    return performance.now() - this.#began;
  }

  #changed(): void {
    for (const watch of [...this.#watchers]) watch();
  }
}
