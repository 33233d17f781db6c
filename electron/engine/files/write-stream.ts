import { checksumBlock } from '../policy/block-checksums.ts';
import type { PartWriter } from './part-writer.ts';

/** The first `length` bytes of a buffer, for `offset` of the file: within one block, with their CRC-32. */
export interface WrittenPiece {
  readonly buffer: Uint8Array;
  readonly length: number;
  readonly offset: number;
  readonly crc: number;
}

/**
 * One connection's bytes on their way into the file, in order. Nothing is written across the end of a
 * block. The CRC is taken of each piece as it is copied, while the processor has it at hand: of a whole
 * buffer later on it costs twice as much.
 */
export class WriteStream {
  readonly #writer: PartWriter;
  #buffer: Uint8Array | null = null;
  #filled = 0;
  /** CRC-32 of what is in the buffer. */
  #crc = 0;
  /** Where the first byte of the buffer goes. */
  #offset: number;
  #writes: Promise<void> = Promise.resolve();

  constructor(writer: PartWriter, offset: number) {
    this.#writer = writer;
    this.#offset = offset;
  }

  /** Continues elsewhere; what was collected goes to its old place first. */
  moveTo(offset: number): void {
    if (offset === this.#offset + this.#filled) return;
    this.#emit();
    this.#offset = offset;
  }

  /** Copies `bytes`. Never waits: ask `PartWriter.full` before reading on. */
  write(bytes: Uint8Array): void {
    this.#writer.unwritten += bytes.length;
    let rest = bytes;
    while (rest.length > 0) {
      this.#buffer ??= this.#writer.takeBuffer();
      const room = this.#room(this.#buffer);
      const piece = rest.length <= room ? rest : rest.subarray(0, room);
      this.#buffer.set(piece, this.#filled);
      this.#crc = this.#writer.checksums.sum(piece, this.#crc);
      this.#filled += piece.length;
      rest = rest.subarray(piece.length);
      if (piece.length === room) this.#emit();
    }
  }

  /** Resolves when everything collected so far has been written, or failed. */
  flush(): Promise<void> {
    this.#emit();
    return this.#writes;
  }

  async end(): Promise<void> {
    await this.flush();
    this.#writer.drop(this);
  }

  /** Bytes until the buffer is to be written; at least one where more streams have made shares smaller. */
  #room(buffer: Uint8Array): number {
    const at = this.#offset + this.#filled;
    const share = Math.max(1, this.#writer.pieceMost - this.#filled);
    return Math.min(share, buffer.length - this.#filled, checksumBlock - (at % checksumBlock));
  }

  #emit(): void {
    const buffer = this.#buffer;
    if (buffer === null || this.#filled === 0) return;
    const written = this.#writer.write({
      ...{ buffer, length: this.#filled, offset: this.#offset, crc: this.#crc },
    });
    this.#buffer = null;
    this.#offset += this.#filled;
    this.#filled = 0;
    this.#crc = 0;
    const before = this.#writes;
    this.#writes = before.then(() => written);
  }
}
