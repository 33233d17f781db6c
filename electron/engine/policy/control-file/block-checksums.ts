import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { crc32Combine } from '../digests/crc32-combine.ts';

/** Bytes of a block. No extent crosses a multiple of it. */
export const checksumBlock = 1_048_576;

/** The CRC-32 of the bytes `[start, end)`, which lie within one block. */
export interface ChecksumExtent {
  readonly start: number;
  readonly end: number;
  readonly crc: number;
}

/** CRC-32 as in zlib; `previous` is the sum of the bytes before (0 at the start). */
export type Crc32 = (bytes: Uint8Array, previous: number) => number;

/** Blocks whose every byte has a sum, 1,024 of them to a page: 5 KiB for each GiB of the file. */
interface Page {
  readonly crcs: Uint32Array;
  readonly whole: Uint8Array;
}

const pageBlocks = 1_024;

/** An extent of a block that is not whole, and the turn in which its bytes came. */
interface Part extends ChecksumExtent {
  readonly turn: number;
}

/** The turn of all parts that have been united. */
const united = 0;

/**
 * A CRC-32 for each block of a file, built while the bytes arrive in any order. A block of which
 * only parts have come holds an extent for each part; parts that meet become one, but for those on
 * different sides of a `seal`: a sum over bytes that a sync covers and bytes that none covers would
 * be worth no more than the latter after a loss of power.
 */
export class BlockChecksums {
  readonly #crc32: Crc32;
  readonly #pages = new Map<number, Page>();
  /** Extents of the blocks that are not whole, by block; each list ascending and not empty. */
  readonly #partial = new Map<number, Part[]>();
  #turn = united + 1;

  constructor(crc32: Crc32) {
    this.#crc32 = crc32;
  }

  /** As read from a control file: extents that are apart and cross no block. */
  static from(crc32: Crc32, extents: Iterable<ChecksumExtent>): BlockChecksums {
    const checksums = new BlockChecksums(crc32);
    for (const extent of extents) checksums.#insert({ ...extent, turn: united });
    return checksums;
  }

  /** Keeps what is appended from now on apart from what is there, until that is united. */
  seal(): number {
    this.#turn += 1;
    return this.#turn - 1;
  }

  /** What was there at `seal` (its value is `turn`) is equally safe: parts of it that meet become one. */
  unite(turn: number): void {
    for (const [block, parts] of [...this.#partial]) {
      this.#set(
        block,
        parts.map((part) => (part.turn <= turn ? { ...part, turn: united } : part)),
      );
    }
  }

  /** CRC-32 of bytes, to be noted once they are where they belong; `previous` is that of the bytes before. */
  sum(bytes: Uint8Array, previous: number): number {
    return this.#crc32(bytes, previous);
  }

  /** As `append`, for bytes within one block whose sum was taken before. */
  note(extent: ChecksumExtent): boolean {
    if (!this.extents(extent).next().done) return false;
    this.#insert({ ...extent, turn: this.#turn });
    return true;
  }

  /**
   * Takes `bytes`, which lie at `offset` of the file, into the sums. False, with nothing changed,
   * where any of them already has a sum: `forget` it first.
   */
  append(offset: number, bytes: Uint8Array): boolean {
    const end = offset + bytes.length;
    if (!this.extents({ start: offset, end }).next().done) return false;
    for (let from = offset; from < end;) {
      const to = Math.min(end, blockStart(blockOf(from) + 1));
      const part = bytes.subarray(from - offset, to - offset);
      const turn = this.#turn;
      const before = this.#partial
        .get(blockOf(from))
        ?.find((other) => other.end === from && other.turn === turn);
      // Going on from the extent before costs nothing; the sum of a part alone is combined later.
      if (before === undefined) this.#insert({ start: from, end: to, crc: this.#crc32(part, 0), turn });
      else this.#insert({ ...before, end: to, crc: this.#crc32(part, before.crc) }, before);
      from = to;
    }
    return true;
  }

  /** The extents that share a byte with `range` (all of them without one), ascending. */
  *extents(range?: ByteRange): Generator<ChecksumExtent, void, undefined> {
    if (range !== undefined && range.start >= range.end) return;
    for (const block of this.#blocks(range)) {
      const start = blockStart(block);
      const page = this.#pages.get(Math.floor(block / pageBlocks));
      if (page?.whole[block % pageBlocks] === 1) {
        yield { start, end: start + checksumBlock, crc: page.crcs[block % pageBlocks] ?? 0 };
      }
      for (const part of this.#partial.get(block) ?? []) {
        if (range === undefined || (part.start < range.end && part.end > range.start)) {
          yield { start: part.start, end: part.end, crc: part.crc };
        }
      }
    }
  }

  /**
   * Drops every extent that shares a byte with `range`. A sum cannot be cut, so more than `range`
   * may be without one afterwards: the value is what was dropped, whole extents, ascending. Bytes
   * of it that are kept are read again and appended.
   */
  forget(range: ByteRange): ByteRange[] {
    const dropped = [...this.extents(range)];
    for (const extent of dropped) {
      const block = blockOf(extent.start);
      const page = this.#pages.get(Math.floor(block / pageBlocks));
      if (page !== undefined) page.whole[block % pageBlocks] = 0;
      const left = this.#partial.get(block)?.filter((other) => other.start !== extent.start);
      if (left === undefined || left.length === 0) this.#partial.delete(block);
      else this.#partial.set(block, left);
    }
    return dropped.map(({ start, end }) => ({ start, end }));
  }

  /** Puts a part where none is, in the place of `instead` where given. */
  #insert(part: Part, instead?: Part): void {
    const block = blockOf(part.start);
    const list = (this.#partial.get(block) ?? []).filter((other) => other !== instead);
    const at = list.findIndex((other) => other.start > part.start);
    list.splice(at === -1 ? list.length : at, 0, part);
    this.#set(block, list);
  }

  /** The parts of a block, ascending: neighbours of one turn are joined. */
  #set(block: number, parts: readonly Part[]): void {
    const joined: Part[] = [];
    for (const next of parts) {
      const last = joined.at(-1);
      if (last?.end === next.start && last.turn === next.turn) joined[joined.length - 1] = join(last, next);
      else joined.push(next);
    }
    const [only] = joined;
    if (only !== undefined && only.end - only.start === checksumBlock) this.#setWhole(block, only.crc);
    else this.#partial.set(block, joined);
  }

  #setWhole(block: number, crc: number): void {
    const number = Math.floor(block / pageBlocks);
    let page = this.#pages.get(number);
    if (page === undefined) {
      page = { crcs: new Uint32Array(pageBlocks), whole: new Uint8Array(pageBlocks) };
      this.#pages.set(number, page);
    }
    page.crcs[block % pageBlocks] = crc;
    page.whole[block % pageBlocks] = 1;
    this.#partial.delete(block);
  }

  /** Numbers of the blocks that have a sum and share a byte with `range`, ascending. */
  *#blocks(range?: ByteRange): Generator<number, void, undefined> {
    if (range !== undefined && range.end - range.start <= 64 * checksumBlock) {
      for (let block = blockOf(range.start); blockStart(block) < range.end; block += 1) yield block;
      return;
    }
    const blocks = [...this.#partial.keys()];
    for (const [number, page] of this.#pages) {
      page.whole.forEach((is, index) => {
        if (is === 1) blocks.push(number * pageBlocks + index);
      });
    }
    const first = range === undefined ? 0 : blockOf(range.start);
    const after = range === undefined ? Infinity : range.end;
    const inside = blocks.filter((block) => block >= first && blockStart(block) < after);
    yield* Float64Array.from(inside).sort();
  }
}

function join(first: Part, second: Part): Part {
  const crc = crc32Combine(first.crc, second.crc, second.end - second.start);
  return { ...first, end: second.end, crc };
}

function blockOf(offset: number): number {
  return Math.floor(offset / checksumBlock);
}

function blockStart(block: number): number {
  return block * checksumBlock;
}
