import type { Failure } from '../../../../shared/model/reasons.ts';

/** Most bytes a head may have, from the status line to the empty line. */
const maxHeadBytes = 64 * 1024;

const prefix = [0x48, 0x54, 0x54, 0x50, 0x2f, 0x31, 0x2e]; // HTTP/1.
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What the first byte of something that is not HTTP/1 tells of what is spoken there. */
export function strangerFault(byte: number): 'http2' | 'tls' | 'status-line' {
  // A frame of HTTP/2 begins with its length, below 65,536 in every server's first words (RFC 9113 section 4.1).
  if (byte === 0) return 'http2';
  // A record of TLS: an alert or a handshake (RFC 8446 section 5.1).
  return byte === 0x15 || byte === 0x16 ? 'tls' : 'status-line';
}

/**
 * Gathers the bytes of one head up to its empty line, however they are cut. Every byte is judged as it
 * comes, so that a peer that does not speak HTTP/1 is found out by its first bytes and the outcome does
 * not hang on how the bytes were cut.
 */
export class HeadCollector {
  #bytes = new Uint8Array(2048);
  #count = 0;
  #lineBytes = 0;
  #failure: Failure | null = null;
  #complete = false;

  /** Takes bytes of `input` from index `from`; returns the index after the last one taken. */
  take(input: Uint8Array, from: number): number {
    let at = from;
    while (at < input.length && !this.#complete && this.#failure === null) {
      this.#takeByte(input[at] ?? 0);
      at++;
    }
    return at;
  }

  get complete(): boolean {
    return this.#complete;
  }

  /** `server-protocol` once the bytes cannot be a head. */
  get failure(): Failure | null {
    return this.#failure;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#count);
  }

  /** Starts over for the next head of the same exchange. */
  clear(): void {
    this.#count = 0;
    this.#lineBytes = 0;
    this.#complete = false;
  }

  #takeByte(byte: number): void {
    const expected = prefix[this.#count];
    if (expected !== undefined && byte !== expected) {
      return this.#fail(this.#count === 0 ? strangerFault(byte) : 'status-line');
    }
    if (byte === 0) return this.#fail('nul');
    if (this.#count === maxHeadBytes) return this.#fail('head-too-large');
    if (this.#count === this.#bytes.length) this.#grow();

    const previous = this.#bytes[this.#count - 1];
    this.#bytes[this.#count++] = byte;
    if (byte !== lineFeed) {
      this.#lineBytes++;
      return;
    }
    const empty = this.#lineBytes === 0 || (this.#lineBytes === 1 && previous === carriageReturn);
    this.#complete = empty;
    this.#lineBytes = 0;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #fail(fault: string): void {
    this.#failure = { code: 'server-protocol', facts: { fault } };
  }
}
