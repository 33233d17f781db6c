import type { Failure } from '../../../shared/model/reasons.ts';
import type { BlockChecksums } from '../policy/control-file/block-checksums.ts';
import { BufferPool } from '../policy/buffer-pool.ts';
import type { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
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
 * the first ends. (A part file may know better.)
 */
const writesMost = 2;
/** More than the transport reads into one buffer would be cut there. */
const pieceMost = mebibyte / 2;
/** Buffers that are kept for bytes that have to be copied. */
const idleMost = 8;

interface QueuedPiece extends WrittenPiece {
  readonly done: () => void;
}

/**
 * Brings bytes from many streams into their places in one part file. They are written in pieces of at
 * most 512 KiB (less with many streams, so that at most about 4 MiB are unwritten in all) and noted as
 * received, with their CRC, once the system has taken them.
 */
export class PartWriter {
  readonly part: PartFile;
  readonly received: ReceivedRanges;
  readonly checksums: BlockChecksums;
  /** For bytes that cannot stay where they came in. */
  readonly buffers: BufferPool;
  readonly #onFailure: (failure: Failure) => void;
  readonly #onWritten: (start: number, end: number) => void;
  readonly #streams = new Set<WriteStream>();
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
    const size = Math.max(pieceLeast, Math.min(options.size ?? pieceMost, pieceMost - 1));
    this.buffers = new BufferPool(2 * powerOfTwo(size), idleMost);
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

  /** Bytes that a stream collects at most before they are written. */
  get pieceMost(): number {
    const share = powerOfTwo(unwrittenMost / (this.#streams.size || 1));
    return Math.min(this.buffers.length, Math.max(pieceLeast, share));
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
    while (this.#writing < (this.part.writesMost ?? writesMost)) {
      const piece = this.#queue.shift();
      if (piece === undefined) return;
      this.#writing += 1;
      void this.#write(piece);
    }
  }

  async #write({ bytes, crc, done, memory, offset }: QueuedPiece): Promise<void> {
    const end = offset + bytes.length;
    const result = this.failed ? null : await this.part.write(bytes, offset);
    this.#writing -= 1;
    this.unwritten -= bytes.length;
    memory.release();
    if (result?.ok === true) {
      this.checksums.note({ start: offset, end, crc });
      this.received.add({ start: offset, end });
      this.#onWritten(offset, end);
    } else if (result !== null && !this.failed) {
      this.failed = true;
      this.#onFailure(result.failure);
    }
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
