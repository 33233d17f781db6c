import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { isAmount, isListOf, isObjectOf, isText, parseJson } from '../json-shape.ts';
import type { Patch } from './patch-set.ts';

/** What a repair is about to write into a file: the bytes lie in the journal, one range after the other. */
export interface JournalIndex {
  /** Inode and device of the file, by which it is known to be the one. */
  readonly file: string;
  /** Bytes that the file will have. */
  readonly size: number;
  readonly patches: readonly Patch[];
}

/** The first bytes of a journal: by them it is known from a file of somebody else. */
export const journalHead: Uint8Array = new TextEncoder().encode('Tributary repair journal 1\n');

/** Bytes of the end: offset and length of the index, its CRC-32, and a mark. */
export const journalTailLength = 24;
const mark = 0x54524a31;

type Crc32 = (bytes: Uint8Array, previous: number) => number;

/** Index and end of a journal. Only with them is what it says carried out: whoever dies before has changed nothing. */
export function journalTail(index: JournalIndex, at: number, crc32: Crc32): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(index));
  const tail = new Uint8Array(text.length + journalTailLength);
  tail.set(text);
  const view = new DataView(tail.buffer, text.length);
  view.setBigUint64(0, BigInt(at));
  view.setBigUint64(8, BigInt(text.length));
  view.setUint32(16, crc32(text, 0));
  view.setUint32(20, mark);
  return tail;
}

/** Where the index lies, by the last bytes of a journal of `length` bytes; null: it was never finished. */
export function indexPlace(tail: Uint8Array, length: number): (ByteRange & { readonly crc: number }) | null {
  if (tail.length !== journalTailLength) return null;
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const start = Number(view.getBigUint64(0));
  const end = start + Number(view.getBigUint64(8));
  if (view.getUint32(20) !== mark || start < journalHead.length || end !== length - journalTailLength)
    return null;
  return { start, end, crc: view.getUint32(16) };
}

/** The index, where its bytes are what was written behind `at` bytes; null otherwise. */
export function readIndex(bytes: Uint8Array, crc: number, at: number, crc32: Crc32): JournalIndex | null {
  if (crc32(bytes, 0) !== crc) return null;
  const index = parseJson(new TextDecoder().decode(bytes));
  if (!isIndex(index)) return null;
  const lies = (patch: Patch): boolean =>
    patch.start < patch.end && patch.at >= journalHead.length && patch.at + patch.end - patch.start <= at;
  return index.patches.every(lies) ? index : null;
}

const isIndex = isObjectOf<JournalIndex>({
  file: isText,
  size: isAmount,
  patches: isListOf(isObjectOf<Patch>({ start: isAmount, end: isAmount, at: isAmount })),
});
