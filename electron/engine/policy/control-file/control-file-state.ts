import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import type { Checksum } from '../../../../shared/model/checksum.ts';
import { checksumAlgorithms, checksumBytes } from '../../../../shared/model/checksum.ts';
import type { ChecksumExtent } from './block-checksums.ts';
import { checksumBlock } from './block-checksums.ts';
import { isAmount, isFlag, isListOf, isNullOr, isObjectOf, isOneOf, isText } from '../json-shape.ts';
import type { Validator } from '../http-semantics/validator.ts';

/** Facts by which the part file is known again. Times are nanoseconds since the epoch. */
export interface PartIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: number;
  readonly modified: bigint;
  readonly changed: bigint;
}

/** All that a control file says of a download. Ranges are half-open, in bytes. */
export interface ControlState {
  readonly id: string;
  /** The addresses as they are needed to go on, secrets included: the file is for its owner only. */
  readonly url: string;
  readonly mirrors: readonly string[];
  readonly finalUrl: string | null;
  readonly askedName: string | null;
  /** Bytes of the whole file, or null where no server has told it. */
  readonly size: number | null;
  readonly validator: Validator | null;
  readonly contentType: string | null;
  readonly expected: Checksum | null;
  /** The part file as it was when this was written; null where it was not looked at. */
  readonly part: PartIdentity | null;
  /** Written at a clean stop, after the last sync: nothing was under way. */
  readonly clean: boolean;
  /** Ascending, apart, not empty, within the size. */
  readonly written: readonly ByteRange[];
  /** The same, and within `written`. */
  readonly synced: readonly ByteRange[];
  /** Ascending, apart, each within one block and within `written`. */
  readonly checksums: readonly ChecksumExtent[];
}

/** The part of the state that is JSON; the ranges and sums are binary. */
export type ControlFields = Omit<ControlState, 'written' | 'synced' | 'checksums'>;

const isChecksum = isObjectOf<Checksum>({ algorithm: isOneOf(checksumAlgorithms), hex: isText });

/** As in JSON, which has no integers of 64 bits: decimal digits. */
const isStoredIdentity = isObjectOf({
  device: isInteger,
  inode: isInteger,
  size: isAmount,
  modified: isInteger,
  changed: isInteger,
});

const isStored = isObjectOf({
  id: isText,
  url: isText,
  mirrors: isListOf(isText),
  finalUrl: isNullOr(isText),
  askedName: isNullOr(isText),
  size: isNullOr(isAmount),
  validator: isNullOr(
    isObjectOf<Validator>({
      etag: isNullOr(isText),
      lastModified: isNullOr(isText),
      lastModifiedStrong: isFlag,
    }),
  ),
  contentType: isNullOr(isText),
  expected: isNullOr(isChecksum),
  part: isNullOr(isStoredIdentity),
  clean: isFlag,
});

/** What to make JSON of. */
export function storedFields(fields: ControlFields): unknown {
  const { part } = fields;
  const digits = part && {
    device: String(part.device),
    inode: String(part.inode),
    size: part.size,
    modified: String(part.modified),
    changed: String(part.changed),
  };
  return { ...fields, part: digits };
}

/** The fields in a JSON value, or null where it is anything else. */
export function fieldsIn(stored: unknown): ControlFields | null {
  if (!isStored(stored)) return null;
  const { id, url, expected, part } = stored;
  if (id === '' || url === '') return null;
  if (expected && !new RegExp(`^[0-9a-f]{${2 * checksumBytes[expected.algorithm]}}$`).test(expected.hex))
    return null;
  const identity = part && {
    device: BigInt(part.device),
    inode: BigInt(part.inode),
    size: part.size,
    modified: BigInt(part.modified),
    changed: BigInt(part.changed),
  };
  return { ...stored, part: identity };
}

function isInteger(value: unknown): value is string {
  return isText(value) && /^-?\d{1,39}$/.test(value);
}

/** Whether the ranges and sums keep what is said of them above. */
export function isConsistent(state: ControlState): boolean {
  return (
    isApart(state.written, state.size ?? Number.MAX_SAFE_INTEGER) &&
    isApart(state.synced, Number.MAX_SAFE_INTEGER) &&
    isWithin(state.synced, state.written) &&
    isAscending(state.checksums) &&
    isWithin(state.checksums, state.written) &&
    state.checksums.every(
      ({ start, end }) => Math.floor(start / checksumBlock) === Math.floor((end - 1) / checksumBlock),
    )
  );
}

/** Ascending, with at least a byte between one and the next. */
function isApart(ranges: readonly ByteRange[], end: number): boolean {
  let last = -1;
  for (const range of ranges) {
    if (!(range.start > last && range.end > range.start && range.end <= end)) return false;
    last = range.end;
  }
  return true;
}

/** Ascending, not overlapping, not empty. */
function isAscending(ranges: readonly ByteRange[]): boolean {
  let last = 0;
  for (const range of ranges) {
    if (!(range.start >= last && range.end > range.start)) return false;
    last = range.end;
  }
  return true;
}

/** Whether each of `parts` lies in one of `wholes`; both ascending. */
function isWithin(parts: readonly ByteRange[], wholes: readonly ByteRange[]): boolean {
  let at = 0;
  return parts.every((part) => {
    while ((wholes[at]?.end ?? Infinity) < part.end) at += 1;
    const whole = wholes[at];
    return whole !== undefined && whole.start <= part.start;
  });
}
