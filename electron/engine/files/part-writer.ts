import type { Failure } from '../../../shared/model/reasons.ts';
import { checksumBlock, type BlockChecksums } from '../policy/block-checksums.ts';
import type { ReceivedRanges } from '../policy/received-ranges.ts';
import type { PartFile } from '../ports/files.ts';

const mebibyte = 1024 * 1024;
const unwrittenMost = 4 * mebibyte;
const bufferLeast = 64 * 1024;

/**
 * Brings bytes from many streams into their places in one part file. Bytes are collected into
 * buffers of at most 1 MiB (less with many streams, so that at most about 4 MiB are unwritten in
 * all) and noted as received, with their CRC, once the system has taken them. A buffer ends where a
 * block does. The CRC is taken of each piece as it is copied, while the processor has it at hand: of a
 * whole buffer later on it costs twice as much.
 */
export class PartWriter {
  readonly part: PartFile;
  readonly received: ReceivedRanges;
  readonly checksums: BlockChecksums;
  readonly #bufferMost: number;
  readonly #onFailure: (failure: Failure) => void;
  readonly #onWritten: (start: number, end: number) => void;
  readonly #streams = new Set<WriteStream>();
  readonly #idleBuffers: Uint8Array[] = [];
  #waiting: (() => void)[] = [];
  /** Bytes taken from streams and not yet written. */
  unwritten = 0;
  failed = false;

  constructor(options: {
    readonly part: PartFile;
    readonly received: ReceivedRanges;
    readonly checksums: BlockChecksums;
    /** Bytes of the whole file, where that is known. */
    readonly size?: number | null;
    /** The first failed write; nothing is written after it. */
    readonly onFailure: (failure: Failure) => void;
    readonly onWritten: (start: number, end: number) => void;
  }) {
    this.part = options.part;
    this.received = options.received;
    this.checksums = options.checksums;
    // A small file needs no large buffer.
    const size = Math.max(bufferLeast, Math.min(options.size ?? mebibyte, mebibyte - 1));
    this.#bufferMost = 2 * powerOfTwo(size);
    this.#onFailure = options.onFailure;
    this.#onWritten = options.onWritten;
  }

  /** A stream that writes from `offset` on. */
  stream(offset: number): WriteStream {
    const stream = new WriteStream(this, offset);
    this.#streams.add(stream);
    return stream;
  }

  /** Whether a stream should stop reading until there is room. */
  get full(): boolean {
    return this.unwritten > unwrittenMost;
  }

  /** Calls back once, when there is room again. */
  whenRoom(action: () => void): void {
    this.#waiting.push(action);
  }

  /** Hands every partly filled buffer to the system; resolves when all writes have ended. */
  async flush(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => stream.flush()));
  }

  takeBuffer(): Uint8Array {
    const size = Math.min(
      this.#bufferMost,
      Math.max(bufferLeast, powerOfTwo(unwrittenMost / (2 * this.#streams.size || 1))),
    );
    const idle = this.#idleBuffers.pop();
    return idle !== undefined && idle.length === size ? idle : new Uint8Array(size);
  }

  /** Writes the first `length` bytes of a buffer to `offset`: within one block, with `crc` as their CRC-32. */
  async write(buffer: Uint8Array, length: number, offset: number, crc: number): Promise<void> {
    const bytes = buffer.subarray(0, length);
    const result = this.failed ? null : await this.part.write(bytes, offset);
    this.unwritten -= length;
    if (result?.ok === true) {
      this.checksums.note({ start: offset, end: offset + length, crc });
      this.received.add({ start: offset, end: offset + length });
      this.#onWritten(offset, offset + length);
    } else if (result !== null && !this.failed) {
      this.failed = true;
      this.#onFailure(result.failure);
    }
    if (this.#idleBuffers.length < 8) this.#idleBuffers.push(buffer);
    if (!this.full) {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const action of waiting) action();
    }
  }

  drop(stream: WriteStream): void {
    this.#streams.delete(stream);
  }
}

/** One connection's bytes on their way into the file, in order. */
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
      const at = this.#offset + this.#filled;
      const room = Math.min(this.#buffer.length - this.#filled, checksumBlock - (at % checksumBlock));
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

  #emit(): void {
    const buffer = this.#buffer;
    if (buffer === null || this.#filled === 0) return;
    const length = this.#filled;
    const offset = this.#offset;
    const crc = this.#crc;
    this.#buffer = null;
    this.#filled = 0;
    this.#crc = 0;
    this.#offset += length;
    this.#writes = this.#writes.then(() => this.#writer.write(buffer, length, offset, crc));
  }
}

function powerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
