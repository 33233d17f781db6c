import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { ResponseReader } from '../../policy/http-message/response-reader.ts';
import type {
  BodyEnd,
  BodySink,
  HttpReply,
  HttpReplyHead,
  HttpRequest,
  KeptMemory,
} from '../../ports/transport.ts';
import type { Connection, ConnectionUser } from './connection.ts';
import { networkFailure, timeoutFailure, userStopped } from './network-failure.ts';
import { Watchdog, type Timer } from './watchdog.ts';

/** Bytes at most of the reads that bring the head. */
const headRead = 4_096;

/** What an exchange needs of its connection. */
export type ExchangeConnection = Pick<
  Connection,
  'use' | 'send' | 'resume' | 'destroy' | 'remote' | 'endProven' | 'space'
>;

export interface ExchangeSetting {
  readonly timer: Timer;
  readonly signal: AbortSignal;
  /** Takes the connection back after a reply that ended cleanly. */
  release(): void;
}

/**
 * One request and its reply on one connection. `start` reads the head; then nothing more is read until
 * `receive`, and after that the sink sets the pace. However it ends, it ends once, in `#settle`.
 */
export class Exchange implements HttpReply, ConnectionUser {
  readonly remote: string;
  readonly space: HttpReply['space'];
  readonly #connection: ExchangeConnection;
  readonly #request: HttpRequest;
  readonly #setting: ExchangeSetting;
  readonly #reader = new ResponseReader();
  readonly #watchdog: Watchdog;
  #settleReply: ((reply: Result<HttpReply, Failure>) => void) | null = null;
  #settleBody: ((end: BodyEnd) => void) | null = null;
  #head: HttpReplyHead | null = null;
  #sink: BodySink | null = null;
  /** What came last, while it is passed on, and the memory that it lies in. */
  #input: Uint8Array | null = null;
  #memory: KeptMemory | null = null;
  #end: BodyEnd | null = null;
  /** True while nothing may be passed on: before `receive`, and after a sink said hold. */
  #held = false;
  #resumedInWrite = false;
  /** The peer has closed; told to the reader when it has used up what came before. */
  #closed: { readonly error: Error | null } | null = null;
  readonly #aborted = (): void => this.#settle({ kind: 'failed', failure: userStopped });

  constructor(connection: ExchangeConnection, request: HttpRequest, setting: ExchangeSetting) {
    this.#connection = connection;
    this.#request = request;
    this.#setting = setting;
    this.#watchdog = new Watchdog(setting.timer, () => this.#expire());
    this.remote = connection.remote;
    this.space = connection.space;
  }

  get head(): HttpReplyHead {
    if (this.#head === null) throw new Error('the reply has no head yet');
    return this.#head;
  }

  /** Whether the peer has not answered with a single byte. */
  get silent(): boolean {
    return !this.#reader.begun;
  }

  /** Sends the request's head; the exchange itself is the reply. */
  start(requestHead: string): Promise<Result<HttpReply, Failure>> {
    return new Promise((resolve) => {
      this.#settleReply = resolve;
      if (this.#setting.signal.aborted) return this.#aborted();
      this.#setting.signal.addEventListener('abort', this.#aborted);
      this.#connection.use(this);
      this.#watchdog.start(this.#request.firstByteTimeout);
      this.#connection.send(requestHead);
    });
  }

  receive(sink: BodySink): Promise<BodyEnd> {
    if (this.#sink !== null) throw new Error('receive was called twice');
    this.#sink = sink;
    if (this.#end !== null) return Promise.resolve(this.#end);
    return new Promise((resolve) => {
      this.#settleBody = resolve;
      this.resume();
    });
  }

  resume(): void {
    this.#resumedInWrite = true;
    if (!this.#held || this.#sink === null) return;
    this.#held = false;
    this.#watchdog.start(this.#request.idleTimeout);
    this.#pump();
    if (!this.#held && this.#end === null) this.#connection.resume();
  }

  get readMost(): number {
    // What comes behind the head is copied, and waits for a sink.
    return this.#sink === null ? headRead : (this.#sink.readMost ?? Infinity);
  }

  cancel(): void {
    this.#stop();
  }

  onBytes(bytes: Uint8Array, memory: KeptMemory | null): boolean {
    if (!this.#reader.begun) this.#watchdog.start(this.#request.firstByteTimeout);
    this.#reader.feed(bytes);
    this.#input = bytes;
    this.#memory = memory;
    // TLS passes on what it had already taken in, even after it was told to stop.
    if (this.#held) this.#reader.keep();
    else this.#pump();
    this.#input = null;
    this.#memory = null;
    return !this.#held;
  }

  onClosed(error: Error | null): void {
    this.#closed = { error };
    if (!this.#held) this.#pump();
  }

  #pump(): void {
    while (!this.#held && this.#end === null) {
      switch (this.#reader.next()) {
        case 'head':
          this.#giveReply();
          break;
        case 'body':
          this.#giveBody();
          break;
        case 'end':
          return this.#settle(this.#wholeEnd());
        case 'failed':
          return this.#fail(this.#reader.failure);
        case 'starved':
          if (this.#closed !== null) this.#finish(this.#closed.error);
          return;
      }
    }
  }

  #wholeEnd(): BodyEnd {
    const { trailers } = this.#reader;
    return trailers.length === 0 ? { kind: 'whole' } : { kind: 'whole', trailers };
  }

  #giveReply(): void {
    this.#hold();
    this.#head = this.#reader.head;
    this.#settleReply?.(ok(this));
    this.#settleReply = null;
  }

  #giveBody(): void {
    this.#watchdog.touch();
    this.#resumedInWrite = false;
    const { body } = this.#reader;
    // What the reader had to put together or to copy lies in memory of its own.
    const memory = body.buffer === this.#input?.buffer ? this.#memory : null;
    const flow = this.#sink?.write(body, memory);
    if (this.#end !== null) return;
    if (flow === 'enough') this.#stop();
    else if (flow === 'hold' && !this.#resumedInWrite) this.#hold();
  }

  #hold(): void {
    this.#held = true;
    this.#watchdog.stop();
    this.#reader.keep();
  }

  /** Ends at the caller's wish. The connection survives only if the body had just ended by itself. */
  #stop(): void {
    if (this.#end === null) this.#reader.next();
    this.#settle({ kind: 'stopped' });
  }

  #finish(error: Error | null): void {
    const phase = this.#head === null ? 'reply' : 'body';
    if (error !== null) return this.#fail(networkFailure(error, phase, this.#request.url.hostname));
    if (this.#reader.finish() === 'failed') return this.#fail(this.#reader.failure);
    const byClose = this.#head?.framing.kind === 'until-close';
    // Plain HTTP has nothing better than the end of TCP.
    if (byClose && this.#request.url.protocol === 'https:' && !this.#connection.endProven) {
      return this.#fail({ code: 'server-incomplete', facts: { fault: 'end-not-proven' } });
    }
    this.#settle({ kind: 'whole' });
  }

  #expire(): void {
    const { firstByteTimeout, idleTimeout } = this.#request;
    this.#fail(
      this.#head === null ? timeoutFailure('reply', firstByteTimeout) : timeoutFailure('body', idleTimeout),
    );
  }

  #fail(failure: Failure | null): void {
    this.#settle({ kind: 'failed', failure: failure ?? { code: 'server-protocol' } });
  }

  #settle(end: BodyEnd): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#held = false;
    this.#watchdog.stop();
    this.#setting.signal.removeEventListener('abort', this.#aborted);
    this.#connection.use(null);
    if (end.kind !== 'failed' && this.#reader.reusable) this.#setting.release();
    else this.#connection.destroy();
    if (end.kind === 'failed') this.#settleReply?.(fail(end.failure));
    this.#settleReply = null;
    this.#settleBody?.(end);
    this.#settleBody = null;
  }
}
