import type { Failure } from '../../../../shared/model/reasons.ts';
import { bodyFraming, type BodyFraming } from './body-framing.ts';
import { ChunkedBody } from './chunked-body.ts';
import type { HeaderList } from './header-list.ts';
import { HeadCollector } from './head-collector.ts';
import { readReplyHead, type StatusAndHeaders } from './reply-head.ts';

/** Most interim replies (1xx) before the final one. */
export const maxInterimReplies = 64;

export interface ReplyHead extends StatusAndHeaders {
  readonly framing: BodyFraming;
}

/**
 * What `next` came upon. `starved`: the input is used up, feed more or finish. `head`: the final
 * reply's head is in `head`. `body`: a piece of the body is in `body`. `end`: the body ended as its
 * framing promised. `failed`: the reason is in `failure`. The last two are final.
 */
export type ReadStep = 'starved' | 'head' | 'body' | 'end' | 'failed';

type Phase = 'head' | 'length' | 'chunked' | 'until-close' | 'end' | 'failed';

const nothing = new Uint8Array(0);

/**
 * Reads one HTTP/1.1 reply to a GET out of bytes that come in pieces of any size (RFC 9112). It holds
 * no socket and no timer: `feed` gives it bytes, `next` is called until it starves, and between two
 * calls the caller may stop for as long as it likes. Body pieces are views of what was fed, never
 * copies. Interim replies are skipped, except 101, which nobody asked for.
 */
export class ResponseReader {
  #phase: Phase = 'head';
  #input: Uint8Array = nothing;
  #at = 0;
  #begun = false;
  #interim = 0;
  /** Bytes of the body still to come; infinite where only the close ends it. */
  #left = 0;
  #persistent = false;
  #closed = false;
  #head: ReplyHead | null = null;
  #failure: Failure | null = null;
  #body: Uint8Array = nothing;
  readonly #collector = new HeadCollector();
  readonly #chunks = new ChunkedBody();

  /** Whether any byte has come. */
  get begun(): boolean {
    return this.#begun;
  }

  get head(): ReplyHead | null {
    return this.#head;
  }

  /** The piece found by the last `next` that returned `body`; as valid as the bytes fed. */
  get body(): Uint8Array {
    return this.#body;
  }

  /** The trailer fields of a chunked body that has ended. */
  get trailers(): HeaderList {
    return this.#chunks.trailers;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  /** Whether the connection may carry another request: the body has ended and nothing followed it. */
  get reusable(): boolean {
    return this.#phase === 'end' && this.#persistent && !this.#closed && this.#at === this.#input.length;
  }

  /**
   * Gives the next bytes as they came. They are read in place, so they must stay as they are until
   * `next` has starved or `keep` was called. Bytes fed before that are copied behind the earlier ones.
   */
  feed(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#begun = true;
    if (this.#at === this.#input.length) {
      this.#input = bytes;
    } else {
      const rest = this.#input.subarray(this.#at);
      this.#input = new Uint8Array(rest.length + bytes.length);
      this.#input.set(rest);
      this.#input.set(bytes, rest.length);
    }
    this.#at = 0;
  }

  /** Copies what is left of the input, so that the buffer it came in can be used for something else. */
  keep(): void {
    // Not `slice`, which is a view when the input is a Buffer.
    this.#input = this.#at === this.#input.length ? nothing : new Uint8Array(this.#input.subarray(this.#at));
    this.#at = 0;
  }

  /** Goes on to the next thing in the input. */
  next(): ReadStep {
    switch (this.#phase) {
      case 'head':
        return this.#nextInHead();
      case 'length':
      case 'until-close':
        return this.#left === 0 ? this.#end() : this.#nextPiece();
      case 'chunked':
        return this.#nextInChunks();
      case 'end':
        return 'end';
      case 'failed':
        return 'failed';
    }
  }

  /**
   * Says that the peer has closed and that `next` has starved. A body that is framed by the close has
   * ended; any other is `server-incomplete`, and without a whole head it is `network-reset`.
   */
  finish(): 'end' | 'failed' {
    this.#closed = true;
    switch (this.#phase) {
      case 'end':
      case 'until-close':
        return this.#end();
      case 'failed':
        return 'failed';
      case 'head':
        return this.#fail({ code: 'network-reset', facts: { phase: 'reply' } });
      case 'length':
        return this.#left === 0 ? this.#end() : this.#fail({ code: 'server-incomplete' });
      case 'chunked':
        return this.#chunks.whole ? this.#end() : this.#fail({ code: 'server-incomplete' });
    }
  }

  #nextInHead(): ReadStep {
    for (;;) {
      this.#at = this.#collector.take(this.#input, this.#at);
      if (this.#collector.failure !== null) return this.#fail(this.#collector.failure);
      if (!this.#collector.complete) return 'starved';

      const lines = readReplyHead(this.#collector.bytes);
      if (!lines.ok) return this.#fail(lines.failure);
      if (lines.value.status >= 200) return this.#enterBody(lines.value);
      if (lines.value.status === 101) return this.#fail(protocol('upgrade'));
      if (++this.#interim > maxInterimReplies) return this.#fail(protocol('interim-replies'));
      this.#collector.clear();
    }
  }

  #enterBody(lines: StatusAndHeaders): ReadStep {
    const decision = bodyFraming(lines);
    if (!decision.ok) return this.#fail(decision.failure);
    const { framing, persistent } = decision.value;
    this.#head = { ...lines, framing };
    this.#persistent = persistent;
    this.#left = framing.kind === 'length' ? framing.length : framing.kind === 'none' ? 0 : Infinity;
    this.#phase = framing.kind === 'none' ? 'length' : framing.kind;
    return 'head';
  }

  #nextInChunks(): ReadStep {
    const step = this.#chunks.next(this.#input, this.#at);
    if (step === 'body') this.#body = this.#input.subarray(this.#chunks.from, this.#chunks.to);
    this.#at = this.#chunks.to;
    if (step === 'end') return this.#end();
    if (step === 'failed') return this.#fail(this.#chunks.failure ?? protocol('chunk'));
    return step;
  }

  #nextPiece(): ReadStep {
    const available = this.#input.length - this.#at;
    if (available === 0) return 'starved';
    const size = Math.min(available, this.#left);
    this.#body = size === this.#input.length ? this.#input : this.#input.subarray(this.#at, this.#at + size);
    this.#at += size;
    this.#left -= size;
    return 'body';
  }

  #end(): 'end' {
    this.#phase = 'end';
    return 'end';
  }

  #fail(failure: Failure): 'failed' {
    this.#phase = 'failed';
    this.#failure = failure;
    return 'failed';
  }
}

function protocol(fault: string): Failure {
  return { code: 'server-protocol', facts: { fault } };
}
