import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok } from '../../../../shared/model/result.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BodyEnd, BodySink, HttpReply, HttpRequest, Transport } from '../../ports/transport.ts';

export interface MemoryServer {
  body: Uint8Array;
  /** Entity tag as sent; null: no validator at all. */
  etag: string | null;
  /** Whether ranges are served; else every reply is 200 with everything. */
  ranges: boolean;
  /** What every request comes to, as with no way to the server; null or absent: it is answered. */
  failure?: Failure | null;
  /** Connections made before this (milliseconds of the clock) are dead: silent, and never closed. */
  deadBefore?: number;
}

/**
 * Serves one body to every request, with ranges, in chunks that come at an interval of the clock.
 * Bytes are counted as they are handed over.
 */
export class MemoryTransport implements Transport {
  readonly server: MemoryServer;
  readonly #clock: Clock;
  readonly #chunk: number;
  readonly #interval: number;
  served = 0;
  requests = 0;

  /** `chunk` in bytes, `interval` in milliseconds. */
  constructor(clock: Clock, server: MemoryServer, chunk: number, interval: number) {
    this.server = server;
    this.#clock = clock;
    this.#chunk = chunk;
    this.#interval = interval;
  }

  open(request: HttpRequest, signal: AbortSignal): ReturnType<Transport['open']> {
    this.requests += 1;
    const { body, etag, ranges } = this.server;
    const field = (name: string): string | undefined =>
      request.headers.find(([header]) => header.toLowerCase() === name)?.[1];
    const asked = /^bytes=(\d+)-(\d*)$/.exec(field('range') ?? '');
    const ifRange = field('if-range');
    const part = asked !== null && ranges && (ifRange === undefined || ifRange === etag);
    const start = part ? Number(asked[1]) : 0;
    const end = part && asked[2] !== '' ? Math.min(Number(asked[2]) + 1, body.length) : body.length;
    if (part && start >= body.length) {
      return this.#reply(416, [['content-range', `bytes */${body.length}`]], new Uint8Array(0), signal);
    }
    const headers: [string, string][] = [['content-length', String(end - start)]];
    if (etag !== null) headers.push(['etag', etag]);
    if (part) headers.push(['content-range', `bytes ${start}-${end - 1}/${body.length}`]);
    return this.#reply(part ? 206 : 200, headers, body.subarray(start, end), signal);
  }

  dropIdle(): void {
    // As in close.
  }

  close(): void {
    // Nothing is kept open between replies.
  }

  #reply(
    status: number,
    headers: [string, string][],
    bytes: Uint8Array,
    signal: AbortSignal,
  ): ReturnType<Transport['open']> {
    const { server } = this;
    const began = this.#clock.now();
    const dead = (): boolean => began < (server.deadBefore ?? 0);
    const reply = new MemoryReply(
      dead,
      this.#clock,
      this.#chunk,
      this.#interval,
      status,
      headers,
      bytes,
      (count) => {
        this.served += count;
      },
    );
    signal.addEventListener('abort', () => {
      reply.cancel();
    });
    return new Promise((resolve) => {
      const stopped = (): void => {
        resolve(fail({ code: 'user-stopped' }));
      };
      signal.addEventListener('abort', stopped);
      this.#clock.after(this.#interval, () => {
        const failure = server.failure ?? null;
        if (signal.aborted) stopped();
        else if (!dead()) resolve(failure === null ? ok(reply) : fail(failure));
      });
    });
  }
}

class MemoryReply implements HttpReply {
  readonly head: HttpReply['head'];
  readonly remote = '127.0.0.1:1';
  readonly space = 'loopback';
  readonly #clock: Clock;
  readonly #chunk: number;
  readonly #interval: number;
  readonly #onServed: (count: number) => void;
  #left: Uint8Array;
  #sink: BodySink | null = null;
  #end: ((end: BodyEnd) => void) | null = null;
  #ended: BodyEnd | null = null;
  #held = false;
  readonly #dead: () => boolean;

  constructor(
    dead: () => boolean,
    clock: Clock,
    chunk: number,
    interval: number,
    status: number,
    headers: [string, string][],
    bytes: Uint8Array,
    onServed: (count: number) => void,
  ) {
    this.#dead = dead;
    this.#clock = clock;
    this.#chunk = chunk;
    this.#interval = interval;
    this.#onServed = onServed;
    this.#left = bytes;
    this.head = { status, version: '1.1', headers, framing: { kind: 'length', length: bytes.length } };
  }

  receive(sink: BodySink): Promise<BodyEnd> {
    this.#sink = sink;
    return new Promise((resolve) => {
      this.#end = resolve;
      if (this.#ended !== null) resolve(this.#ended);
      else this.#next();
    });
  }

  resume(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#next();
  }

  cancel(failure: Failure = { code: 'user-stopped' }): void {
    this.#finish({ kind: 'failed', failure });
  }

  #next(): void {
    this.#clock.after(this.#interval, () => {
      if (this.#ended !== null || this.#sink === null || this.#dead()) return;
      const bytes = this.#left.subarray(0, this.#chunk);
      this.#left = this.#left.subarray(bytes.length);
      this.#onServed(bytes.length);
      const flow = bytes.length === 0 ? 'more' : this.#sink.write(bytes);
      if (this.#left.length === 0) this.#finish({ kind: 'whole' });
      else if (flow === 'enough') this.#finish({ kind: 'stopped' });
      else if (flow === 'more') this.#next();
      else this.#held = true;
    });
  }

  #finish(end: BodyEnd): void {
    this.#ended ??= end;
    this.#end?.(this.#ended);
  }
}
