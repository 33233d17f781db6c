import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';

/** One HTTP/1.1 GET. Redirects, retries and credentials are the caller's. */
export interface HttpRequest {
  readonly url: URL;
  /** Header names and values as sent, besides Host and Connection, which the transport writes. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /**
   * The nearest place that may be connected to, whatever the name leads to: a nearer one is
   * `server-address-refused`, and nothing is sent. Null or absent: anywhere.
   */
  readonly reach?: AddressSpace | null;
  /** Milliseconds for name look-up, connection and TLS, and then for the first byte of the reply. */
  readonly connectTimeout: number;
  readonly firstByteTimeout: number;
  /** Milliseconds without a byte of the body after which the exchange fails with network-timeout. */
  readonly idleTimeout: number;
}

/** The final reply's head (1xx are skipped). Header names are lower-case; order and repeats kept. */
export interface HttpReplyHead {
  readonly status: number;
  readonly version: '1.0' | '1.1';
  readonly headers: readonly (readonly [name: string, value: string])[];
  /**
   * Length of the body in bytes where the framing tells it (RFC 9112 section 6.3), else null:
   * `chunked` and `until-close` bodies have no length of their own.
   */
  readonly framing:
    | { readonly kind: 'length'; readonly length: number }
    | { readonly kind: 'chunked' }
    | { readonly kind: 'until-close' }
    | { readonly kind: 'none' };
}

/** What a sink says after each chunk: go on, hold the stream until `resume`, or stop here. */
export type Flow = 'more' | 'hold' | 'enough';

/** Memory that bytes came in. What was kept of it stays as it is until everybody has let go. */
export interface KeptMemory {
  keep(): void;
  release(): void;
}

export interface BodySink {
  /**
   * Called synchronously. `bytes` lie in the transport's own buffer: they are valid during this call only,
   * and beyond it where there is `memory`, and that is kept, until it is released.
   */
  write(bytes: Uint8Array, memory?: KeptMemory | null): Flow;
  /** Bytes at most that one read should bring, so that a low limit is kept evenly; absent: any number. */
  readonly readMost?: number;
}

/** How a body ended. `whole`: as its framing promised. `stopped`: the sink said enough. */
export type BodyEnd =
  | {
      readonly kind: 'whole';
      /** Fields that came behind a chunked body, as in the head; absent and empty where there are none. */
      readonly trailers?: readonly (readonly [name: string, value: string])[];
    }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Content codings that a reply can undo on the way to its sink. */
export type BodyDecoder = 'gzip' | 'deflate' | 'br' | 'zstd';

export interface HttpReply {
  readonly head: HttpReplyHead;
  /** The address that was connected to, for the log. */
  readonly remote: string;
  /** Space of the address connected to; null where something stands in between, such as a proxy. */
  readonly space: AddressSpace | null;
  /**
   * Pushes the body into `sink`. Call once; settles when the body ended or the exchange failed,
   * and never rejects. Until it is called nothing is read from the socket beyond one buffer.
   * With a decoder the sink gets the decoded bytes; coded ones that make no sense are
   * `server-protocol`, and those that grow beyond all measure `server-too-large`.
   */
  receive(sink: BodySink, decoder?: BodyDecoder | null): Promise<BodyEnd>;
  /** Goes on after a sink said `hold`. */
  resume(): void;
  /** Gives the exchange up and closes its connection. Harmless when it has ended. */
  cancel(): void;
}

export interface Transport {
  /**
   * Connects (or takes an idle connection of the same origin) and reads the reply's head.
   * Aborting the signal at any time closes the connection; the result is then `user-stopped`.
   */
  open(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpReply, Failure>>;
  /** Closes idle connections; new ones are made as they are needed. */
  dropIdle(): void;
  /** Closes idle connections for good. */
  close(): void;
}
