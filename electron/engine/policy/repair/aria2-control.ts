import type { ByteRange } from '../../../../shared/model/byte-range.ts';

/** What the control file of an unfinished download of aria2 says of the file beside it. */
export interface HalfDone {
  /** Bytes that the whole will have. */
  readonly size: number;
  /** What is not there yet: ascending, apart. */
  readonly absent: readonly ByteRange[];
}

/** Ending of the control file of aria2, beside the file. */
export const aria2Ending = '.aria2';
/** Bytes of the longest control file that is read: the bits of 8 million pieces. */
export const aria2ControlMost = 1_024 * 1_024;

const version = 1;
/** Pieces that are under way are noted in blocks of this many bytes. */
const blockBytes = 16 * 1_024;

/**
 * Reads a control file of aria2 (its manual's "Control File (*.aria2) format", version 1, numbers in network
 * order): version 2 bytes, extension 4, info hash with its length in 4, piece length 4, total length 8,
 * upload length 8, bits of the pieces with their length in 4, and as many pieces under way as 4 bytes
 * say, each with index, length and bits of its blocks. Null where it is anything else, or a part of one.
 */
export function readAria2Control(bytes: Uint8Array): HalfDone | null {
  const reader = new Reader(bytes);
  if (reader.whole(2) !== version || reader.whole(4) === null) return null;
  reader.bytes(reader.whole(4));
  const pieceLength = reader.whole(4);
  const size = reader.whole(8);
  const uploaded = reader.whole(8);
  const bits = reader.bytes(reader.whole(4));
  if (pieceLength === null || pieceLength === 0 || size === null || uploaded === null || bits === null)
    return null;
  const pieces = Math.ceil(size / pieceLength);
  if (bits.length !== Math.ceil(pieces / 8)) return null;
  const underWay = readPiecesUnderWay(reader, pieces, pieceLength);
  if (underWay === null || !reader.isAtEnd) return null;
  const absent: ByteRange[] = [];
  for (let index = 0; index < pieces; index += 1) {
    if (isSet(bits, index)) continue;
    const start = index * pieceLength;
    addAbsent(absent, { start, end: Math.min(size, start + pieceLength) }, underWay.get(index));
  }
  return { size, absent };
}

/** Bits of the blocks of each piece under way, by its index. */
function readPiecesUnderWay(
  reader: Reader,
  pieces: number,
  pieceLength: number,
): ReadonlyMap<number, Uint8Array> | null {
  const count = reader.whole(4);
  if (count === null || count > pieces) return null;
  const found = new Map<number, Uint8Array>();
  for (let read = 0; read < count; read += 1) {
    const index = reader.whole(4);
    const length = reader.whole(4);
    const bits = reader.bytes(reader.whole(4));
    if (index === null || index >= pieces || length === null || bits === null) return null;
    if (length > pieceLength || bits.length !== Math.ceil(Math.ceil(length / blockBytes) / 8)) return null;
    found.set(index, bits);
  }
  return found;
}

/** Adds what is absent of a piece: all of it, or the blocks that its bits do not name. */
function addAbsent(absent: ByteRange[], piece: ByteRange, bits: Uint8Array | undefined): void {
  for (let start = piece.start; start < piece.end; start += blockBytes) {
    const end = Math.min(piece.end, start + blockBytes);
    if (bits !== undefined && isSet(bits, (start - piece.start) / blockBytes)) continue;
    const last = absent.at(-1);
    if (last?.end === start) absent[absent.length - 1] = { start: last.start, end };
    else absent.push({ start, end });
  }
}

function isSet(bits: Uint8Array, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}

/** Takes numbers and bytes one after the other; from the first that is not there on, null. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  bytes(length: number | null): Uint8Array | null {
    if (length === null || this.#at + length > this.#bytes.length) {
      this.#at = Infinity;
      return null;
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A whole number of 2, 4 or 8 bytes; one that is no safe integer counts as missing. */
  whole(length: 2 | 4 | 8): number | null {
    const found = this.bytes(length);
    if (found === null) return null;
    const value = found.reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : null;
  }
}
