import type { Failure } from '../../../shared/model/reasons.ts';
import type { BlockChecksums } from '../policy/block-checksums.ts';
import type { ReceivedRanges } from '../policy/received-ranges.ts';
import type { PartFile } from '../ports/files.ts';
import { WriteStream, type WrittenPiece } from './write-stream.ts';

const mebibyte = 1024 * 1024;
const unwrittenMost = 4 * mebibyte;
/** Bytes left unwritten at which streams that were held read on. */
const unwrittenLow = unwrittenMost / 2;
const pieceLeast = 64 * 1024;
/**
 * Writes under way at one time: a file takes one after the other, and whatever else is handed to the
 * system at the same time only waits there, in threads that others need. The second is at hand when
 * the first ends.
 */
const writesMost = 2;
/** Buffers that are kept for the next bytes: what may be unwritten, and what is being filled beside it. */
const idleMost = 16;

interface QueuedPiece extends WrittenPiece {
  readonly done: () => void;
}

/**
 * Brings bytes from many streams into their places in one part file. They are collected into pieces
 * of at most 1 MiB (less with many streams, so that at most about 4 MiB are unwritten in all) and
 * noted as received, with their CRC, once the system has taken them. Buffers are of one size and used
 * again, the last one first, while the processor still has it at hand: a new one costs the system its
 * pages, and soon a collection of garbage.
 */
export class PartWriter {
  readonly part: PartFile;
  readonly received: ReceivedRanges;
  readonly checksums: BlockChecksums;
  readonly #bufferLength: number;
  readonly #onFailure: (failure: Failure) => void;
  readonly #onWritten: (start: number, end: number) => void;
  readonly #streams = new Set<WriteStream>();
  readonly #idleBuffers: Uint8Array[] = [];
  readonly #queue: QueuedPiece[] = [];
  #writing = 0;
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
    const size = Math.max(pieceLeast, Math.min(options.size ?? mebibyte, mebibyte - 1));
    this.#bufferLength = 2 * powerOfTwo(size);
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
    // What is collected and not full yet makes room only when it is written.
    if (this.#writing === 0) void this.flush();
  }

  /** Hands every partly filled buffer to the system; resolves when all writes have ended. */
  async flush(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => stream.flush()));
  }

  takeBuffer(): Uint8Array {
    return this.#idleBuffers.pop() ?? new Uint8Array(this.#bufferLength);
  }

  /** Bytes that a stream collects at most before they are written. */
  get pieceMost(): number {
    const share = powerOfTwo(unwrittenMost / (this.#streams.size || 1));
    return Math.min(this.#bufferLength, Math.max(pieceLeast, share));
  }

  /** Writes a piece in its turn; resolves when that has ended, well or not. */
  write(piece: WrittenPiece): Promise<void> {
    return new Promise((done) => {
      this.#queue.push({ ...piece, done });
      this.#writeNext();
    });
  }

  drop(stream: WriteStream): void {
    this.#streams.delete(stream);
  }

  #writeNext(): void {
    while (this.#writing < writesMost) {
      const piece = this.#queue.shift();
      if (piece === undefined) return;
      this.#writing += 1;
      void this.#write(piece);
    }
  }

  async #write({ buffer, crc, done, length, offset }: QueuedPiece): Promise<void> {
    const result = this.failed ? null : await this.part.write(buffer.subarray(0, length), offset);
    this.#writing -= 1;
    this.unwritten -= length;
    if (result?.ok === true) {
      this.checksums.note({ start: offset, end: offset + length, crc });
      this.received.add({ start: offset, end: offset + length });
      this.#onWritten(offset, offset + length);
    } else if (result !== null && !this.failed) {
      this.failed = true;
      this.#onFailure(result.failure);
    }
    if (this.#idleBuffers.length < idleMost) this.#idleBuffers.push(buffer);
    this.#writeNext();
    done();
    if (this.unwritten <= unwrittenLow || this.#writing === 0) this.#giveRoom();
  }

  #giveRoom(): void {
    if (this.full) return void this.flush();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const action of waiting) action();
  }
}

function powerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
