import { checksumBlock } from '../policy/control-file/block-checksums.ts';
import type { KeptMemory } from '../ports/transport.ts';
import type { PartWriter } from './part-writer.ts';

/** Bytes for `offset` of the file: within one block, with their CRC-32, in memory that is kept for them. */
export interface WrittenPiece {
  readonly bytes: Uint8Array;
  readonly memory: KeptMemory;
  readonly offset: number;
  readonly crc: number;
}

/** A piece that grows: bytes that lie side by side, and belong side by side. */
interface OpenPiece {
  readonly memory: KeptMemory;
  /** What it lies in, and where its first byte lies there. */
  readonly buffer: ArrayBufferLike;
  readonly from: number;
  /** Where further bytes can be copied to: the memory is this stream's own. */
  readonly space: Uint8Array | null;
  length: number;
  crc: number;
}

/**
 * One connection's bytes on their way into the file, in order. They stay where they came in until they
 * are written, where that can be kept; all others are copied. Nothing is written across the end of a
 * block. The CRC is taken of bytes as they come, while the processor has them at hand: of a whole piece
 * later on it costs twice as much.
 */
export class WriteStream {
  readonly #writer: PartWriter;
  #piece: OpenPiece | null = null;
  /** Where the first byte of the piece goes. */
  #offset: number;
  #writes: Promise<void> = Promise.resolve();

  constructor(writer: PartWriter, offset: number) {
    this.#writer = writer;
    this.#offset = offset;
  }

  /** Bytes until the piece is to be written; at least one where more streams have made shares smaller. */
  get room(): number {
    const length = this.#piece?.length ?? 0;
    const share = Math.max(1, this.#writer.pieceMost - length);
    return Math.min(share, checksumBlock - ((this.#offset + length) % checksumBlock));
  }

  /** Continues elsewhere; what was collected goes to its old place first. */
  moveTo(offset: number): void {
    if (offset === this.#offset + (this.#piece?.length ?? 0)) return;
    this.#emit();
    this.#offset = offset;
  }

  /** Takes `bytes`, and copies them where no `memory` is given. Never waits: ask `PartWriter.full` before. */
  write(bytes: Uint8Array, memory: KeptMemory | null = null): void {
    this.#writer.unwritten += bytes.length;
    let rest = bytes;
    while (rest.length > 0) {
      const { room } = this;
      const part = rest.length <= room ? rest : rest.subarray(0, room);
      const piece = memory === null ? this.#copied(part) : this.#laid(part, memory);
      piece.crc = this.#writer.checksums.sum(part, piece.crc);
      piece.length += part.length;
      rest = rest.subarray(part.length);
      if (part.length === room) this.#emit();
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

  /** The piece that `part` becomes the end of, where it lies. */
  #laid(part: Uint8Array, memory: KeptMemory): OpenPiece {
    const { buffer, byteOffset } = part;
    const open = this.#piece;
    if (open?.memory === memory && open.from + open.length === byteOffset) return open;
    memory.keep();
    return this.#begin({ memory, buffer, from: byteOffset, space: null });
  }

  /** As `#laid`, in memory of this stream's own. */
  #copied(part: Uint8Array): OpenPiece {
    const open = this.#piece;
    if (open !== null && open.space !== null) {
      open.space.set(part, open.length);
      return open;
    }
    const memory = this.#writer.buffers.take();
    memory.bytes.set(part);
    return this.#begin({ memory, buffer: memory.bytes.buffer, from: 0, space: memory.bytes });
  }

  #begin(at: Omit<OpenPiece, 'length' | 'crc'>): OpenPiece {
    this.#emit();
    this.#piece = { ...at, length: 0, crc: 0 };
    return this.#piece;
  }

  #emit(): void {
    const piece = this.#piece;
    if (piece === null) return;
    const { buffer, crc, from, length, memory } = piece;
    const bytes = new Uint8Array(buffer, from, length);
    const written = this.#writer.write({ bytes, memory, offset: this.#offset, crc });
    this.#piece = null;
    this.#offset += length;
    const before = this.#writes;
    this.#writes = before.then(() => written);
  }
}
