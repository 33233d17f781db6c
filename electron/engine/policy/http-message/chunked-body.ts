import type { Failure } from '../../../../shared/model/reasons.ts';
import type { HeaderList } from './header-list.ts';
import { trimBlanks } from './reply-head.ts';

/** Most bytes of a chunk's size line, its extensions included. */
export const maxSizeLineBytes = 4096;
/** Most bytes of all trailer lines together. */
export const maxTrailerBytes = 64 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

type Phase = 'size' | 'extension' | 'data' | 'data-end' | 'trailer' | 'ended' | 'failed';

/**
 * Finds the data in a chunked body (RFC 9112 section 7.1), however the bytes are cut. Extensions are
 * skipped, trailers kept, both bounded; a bare LF ends a line. A size that cannot be read or data that does
 * not end where its size says is `server-incomplete`, as a cut is: what came before is good, and a new
 * connection may go on from there. Bounds overrun are `server-protocol`, a chunk that a number cannot
 * hold is `server-too-large`.
 */
export class ChunkedBody {
  #phase: Phase = 'size';
  #size = 0;
  #digits = 0;
  #sizeEnded = false;
  #lineBytes = 0;
  #lastByte = 0;
  readonly #trailerBytes: number[] = [];
  #failure: Failure | null = null;

  /** Start and end of the piece of data found by the last `next`, as indices of its input. */
  from = 0;
  to = 0;

  get failure(): Failure | null {
    return this.#failure;
  }

  /** Whether the last chunk was received, so that the body is whole even if the trailers are cut. */
  get whole(): boolean {
    return this.#phase === 'trailer' || this.#phase === 'ended';
  }

  /** The trailer fields; those that are no fields are left out. They change nothing about the framing. */
  get trailers(): HeaderList {
    if (this.#phase !== 'ended' || this.#trailerBytes.length <= 2) return [];
    const text = this.#trailerBytes.map((byte) => String.fromCharCode(byte)).join('');
    return text.split('\n').flatMap((line): HeaderList => {
      const colon = line.indexOf(':');
      const name = line.slice(0, Math.max(0, colon));
      return /^[\w!#$%&'*+.^`|~-]+$/.test(name)
        ? [[name.toLowerCase(), trimBlanks(line.slice(colon + 1).replace(/\r$/, ''))]]
        : [];
    });
  }

  /**
   * Goes on at index `at` of `input` to the next piece of data, the end, a failure, or the end of the
   * input ('starved'). `to` is where the next call has to go on.
   */
  next(input: Uint8Array, at: number): 'starved' | 'body' | 'end' | 'failed' {
    this.from = at;
    this.to = at;
    while (this.#phase !== 'ended' && this.#phase !== 'failed') {
      if (this.to === input.length) return 'starved';
      if (this.#phase === 'data') {
        this.from = this.to;
        this.to = Math.min(input.length, this.from + this.#size);
        this.#size -= this.to - this.from;
        if (this.#size === 0) this.#enter('data-end');
        return 'body';
      }
      this.#takeByte(input[this.to++] ?? 0);
    }
    return this.#phase === 'ended' ? 'end' : 'failed';
  }

  #takeByte(byte: number): void {
    switch (this.#phase) {
      case 'size':
        return this.#takeSize(byte);
      case 'extension':
        return this.#takeExtension(byte);
      case 'data-end':
        return this.#takeDataEnd(byte);
      case 'trailer':
        return this.#takeTrailer(byte);
      default:
        return;
    }
  }

  #takeSize(byte: number): void {
    if (byte === lineFeed) return this.#endSizeLine();
    if (this.#lastByte === carriageReturn) return this.#fail('server-incomplete', 'chunk-size');
    this.#lastByte = byte;
    if (++this.#lineBytes > maxSizeLineBytes) return this.#fail('server-protocol', 'chunk-line');
    const digit = hexDigit(byte);
    if (digit >= 0 && !this.#sizeEnded) {
      this.#digits++;
      this.#size = this.#size * 16 + digit;
      if (this.#size > Number.MAX_SAFE_INTEGER) this.#fail('server-too-large', 'chunk-size');
    } else if (byte === 0x20 || byte === 0x09 || byte === carriageReturn) {
      this.#sizeEnded = true;
    } else if (byte === 0x3b && this.#digits > 0) {
      this.#phase = 'extension';
    } else {
      this.#fail('server-incomplete', 'chunk-size');
    }
  }

  #takeExtension(byte: number): void {
    if (byte === lineFeed) return this.#endSizeLine();
    if (++this.#lineBytes > maxSizeLineBytes) this.#fail('server-protocol', 'chunk-line');
  }

  #endSizeLine(): void {
    if (this.#digits === 0) return this.#fail('server-incomplete', 'chunk-size');
    this.#enter(this.#size === 0 ? 'trailer' : 'data');
  }

  #takeDataEnd(byte: number): void {
    if (byte === lineFeed) return this.#enter('size');
    if (byte !== carriageReturn || this.#lastByte === carriageReturn) {
      return this.#fail('server-incomplete', 'chunk-end');
    }
    this.#lastByte = byte;
  }

  #takeTrailer(byte: number): void {
    if (this.#trailerBytes.length === maxTrailerBytes) return this.#fail('server-protocol', 'trailers');
    this.#trailerBytes.push(byte);
    if (byte !== lineFeed) {
      this.#lineBytes++;
      this.#lastByte = byte;
      return;
    }
    const empty = this.#lineBytes === 0 || (this.#lineBytes === 1 && this.#lastByte === carriageReturn);
    if (empty) this.#enter('ended');
    else this.#lineBytes = 0;
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    if (phase === 'size') this.#size = 0;
    this.#digits = 0;
    this.#sizeEnded = false;
    this.#lineBytes = 0;
    this.#lastByte = 0;
  }

  #fail(code: Failure['code'], fault: string): void {
    this.#failure = { code, facts: { fault } };
    this.#phase = 'failed';
  }
}

/** The value of a hexadecimal digit's character code, or -1. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
