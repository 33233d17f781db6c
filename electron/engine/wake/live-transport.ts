import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type {
  BodyDecoder,
  BodyEnd,
  BodySink,
  HttpReply,
  HttpReplyHead,
  HttpRequest,
  Transport,
} from '../ports/transport.ts';

const lost: Failure = { code: 'network-reset', facts: { phase: 'body', lost: true } };

/** Whether a reply ended because its connection was given up for dead: nobody's failure. */
export function isLost(failure: Failure): boolean {
  return failure.facts?.['lost'] === true;
}

/**
 * A transport whose connections can be given up all at once, because the machine slept or its network
 * is another one: the other end may be long gone, and a timeout would be waited for in vain. Requests
 * without an answer are sent again at once; parts of a file end as lost, to be asked for again from
 * where they stand. A reply with the whole file is left alone: it could not be gone on with.
 */
export class LiveTransport implements Transport {
  readonly #inner: Transport;
  readonly #asking = new Set<() => void>();
  readonly #replies = new Set<LiveReply>();

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  async open(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpReply, Failure>> {
    for (;;) {
      const attempt = new AbortController();
      let dropped = false;
      const stop = (): void => {
        attempt.abort();
      };
      const drop = (): void => {
        dropped = true;
        stop();
      };
      // The listener stays with the reply: an abort closes its connection at any time.
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      this.#asking.add(drop);
      const opened = await this.#inner.open(request, attempt.signal);
      this.#asking.delete(drop);
      const release = (): void => {
        signal.removeEventListener('abort', stop);
      };
      if (opened.ok) {
        const reply = new LiveReply(opened.value, (ended) => {
          this.#replies.delete(ended);
          release();
        });
        this.#replies.add(reply);
        return ok(reply);
      }
      release();
      if (!dropped || signal.aborted) return fail(opened.failure);
    }
  }

  /** Gives up every connection that may be dead. */
  giveUpAll(): void {
    this.#inner.dropIdle();
    for (const drop of [...this.#asking]) drop();
    for (const reply of [...this.#replies]) if (reply.head.status === 206) reply.lose();
  }

  dropIdle(): void {
    this.#inner.dropIdle();
  }

  close(): void {
    this.#inner.close();
  }
}

class LiveReply implements HttpReply {
  readonly #inner: HttpReply;
  readonly #onEnd: (reply: LiveReply) => void;
  #lost = false;

  constructor(inner: HttpReply, onEnd: (reply: LiveReply) => void) {
    this.#inner = inner;
    this.#onEnd = onEnd;
  }

  get head(): HttpReplyHead {
    return this.#inner.head;
  }
  get remote(): string {
    return this.#inner.remote;
  }
  get space(): HttpReply['space'] {
    return this.#inner.space;
  }

  async receive(sink: BodySink, decoder?: BodyDecoder | null): Promise<BodyEnd> {
    const end = await this.#inner.receive(sink, decoder);
    this.#onEnd(this);
    return this.#lost && end.kind !== 'whole' ? { kind: 'failed', failure: lost } : end;
  }

  resume(): void {
    this.#inner.resume();
  }

  cancel(): void {
    this.#inner.cancel();
    this.#onEnd(this);
  }

  lose(): void {
    this.#lost = true;
    this.cancel();
  }
}
