import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import type { ChecksumExtent } from './block-checksums.ts';
import { checksumBlock } from './block-checksums.ts';
import type { ControlState } from './control-file-state.ts';
import { fieldsIn, isConsistent, storedFields } from './control-file-state.ts';
import { parseJson } from '../json-shape.ts';

/** Extents of which each begins where the last ended and all but the ends lie on block borders. */
interface Run extends ByteRange {
  readonly crcs?: readonly number[];
}

const rangeBytes = 16;

/**
 * The payload of a slot, format version 1: JSON with its length before it, then the written
 * ranges, the synced ranges and the runs of sums (docs/control-file.md). A state that breaks what
 * `ControlState` promises is a bug of the caller and throws.
 */
export function encodePayload(state: ControlState): Uint8Array {
  if (!isConsistent(state)) throw new Error('control file: the state to be written is not consistent');
  const { written, synced, checksums, ...fields } = state;
  const json = new TextEncoder().encode(JSON.stringify(storedFields(fields)));
  const runs = runsOf(checksums);
  const ranges = written.length + synced.length + runs.length;
  const payload = new Uint8Array(16 + json.length + rangeBytes * ranges + 4 * checksums.length);
  const view = new DataView(payload.buffer);
  view.setUint32(0, json.length, true);
  payload.set(json, 4);
  let at = 4 + json.length;
  const lists: readonly (readonly Run[])[] = [written, synced, runs];
  for (const list of lists) {
    view.setUint32(at, list.length, true);
    at += 4;
    for (const range of list) {
      view.setBigUint64(at, BigInt(range.start), true);
      view.setBigUint64(at + 8, BigInt(range.end), true);
      at += rangeBytes;
      for (const crc of range.crcs ?? []) {
        view.setUint32(at, crc, true);
        at += 4;
      }
    }
  }
  return payload;
}

/** The state in a payload, or null where it is anything but what `encodePayload` writes. */
export function decodePayload(payload: Uint8Array): ControlState | null {
  const reader = new Reader(payload);
  const fields = fieldsIn(reader.json());
  const written = reader.ranges();
  const synced = reader.ranges();
  const checksums = reader.runs();
  if (fields === null || written === null || synced === null || checksums === null || !reader.atEnd)
    return null;
  const state: ControlState = { ...fields, written, synced, checksums };
  return isConsistent(state) ? state : null;
}

/** Reads a payload from its front; after the first thing that does not fit everything is null. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Undefined where it is no JSON. */
  json(): unknown {
    const length = this.#count(1);
    if (length === null) return undefined;
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    // Bytes that are no UTF-8 become a sign that is none of ours; the checksum has let none through.
    return parseJson(new TextDecoder().decode(bytes));
  }

  ranges(): ByteRange[] | null {
    const count = this.#count(rangeBytes);
    if (count === null) return null;
    return Array.from({ length: count }, () => this.#range());
  }

  runs(): ChecksumExtent[] | null {
    const count = this.#count(rangeBytes);
    if (count === null) return null;
    const extents: ChecksumExtent[] = [];
    for (let run = 0; run < count; run += 1) {
      if (this.#left < rangeBytes) return null;
      const { start, end } = this.#range();
      const blocks = Math.ceil(end / checksumBlock) - Math.floor(start / checksumBlock);
      if (!(start < end && blocks * 4 <= this.#left)) return null;
      for (let from = start; from < end; this.#at += 4) {
        const to = Math.min(end, nextBlock(from));
        extents.push({ start: from, end: to, crc: this.#view.getUint32(this.#at, true) });
        from = to;
      }
    }
    return extents;
  }

  get #left(): number {
    return this.#bytes.length - this.#at;
  }

  /** A count of things of `each` bytes or more, or null where so many cannot follow. */
  #count(each: number): number | null {
    if (this.#left < 4) {
      this.#at = Infinity;
      return null;
    }
    const count = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    if (count * each <= this.#left) return count;
    this.#at = Infinity;
    return null;
  }

  #range(): ByteRange {
    const start = this.#view.getBigUint64(this.#at, true);
    const end = this.#view.getBigUint64(this.#at + 8, true);
    this.#at += rangeBytes;
    // Above 2^53 nothing is exact; -1 belongs to no range that is valid.
    return end <= BigInt(Number.MAX_SAFE_INTEGER)
      ? { start: Number(start), end: Number(end) }
      : { start: -1, end: -1 };
  }
}

function runsOf(extents: readonly ChecksumExtent[]): Run[] {
  const runs: { start: number; end: number; crcs: number[] }[] = [];
  for (const { start, end, crc } of extents) {
    const last = runs.at(-1);
    if (last?.end === start && start % checksumBlock === 0) {
      last.end = end;
      last.crcs.push(crc);
    } else {
      runs.push({ start, end, crcs: [crc] });
    }
  }
  return runs;
}

/** The first block border above `offset`. */
function nextBlock(offset: number): number {
  return (Math.floor(offset / checksumBlock) + 1) * checksumBlock;
}
