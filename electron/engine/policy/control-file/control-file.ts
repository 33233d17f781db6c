import type { Result } from '../../../../shared/model/result.ts';
import { fail, ok } from '../../../../shared/model/result.ts';
import { checksumBlock } from './block-checksums.ts';
import { decodePayload, encodePayload } from './control-file-payload.ts';
import type { ControlState } from './control-file-state.ts';
import { crc32c } from '../digests/crc32c.ts';

export type { ControlState } from './control-file-state.ts';

/**
 * The newest valid slot of a control file. Even generations lie in slot A at offset 0, odd ones in
 * slot B at offset `capacity`.
 */
export interface ControlPosition {
  readonly generation: number;
  /** Bytes of a slot: 4,096 times a power of two. It never shrinks. */
  readonly capacity: number;
  /** Slot A's space still holds slots of a smaller capacity, to be wiped by the write into it. */
  readonly leftovers: boolean;
}

/** One write that makes a state the newest: valid only once it has been synced. */
export interface ControlWrite {
  readonly bytes: Uint8Array;
  readonly offset: number;
  /** The `after` of the next write, when this one was synced; when it failed, the old one is. */
  readonly position: ControlPosition;
}

/** `newer-version`: written by a program that knows more; it is left as it is. */
export type ControlProblem = 'empty' | 'damaged' | 'newer-version';

const controlVersion = 1;

const magic = Uint8Array.of(0x89, 0x54, 0x52, 0x42, 0x0d, 0x0a, 0x1a, 0x0a);
const headerBytes = 32;
const checksumAt = 28;
const leastCapacity = 4_096;
/** Above this a capacity is not believed; it is enough for the sums of 100 TiB. */
const mostCapacity = 2 ** 29;

/**
 * What to write so that `state` becomes the newest. The slot written is never the one at `after`,
 * so until the write is synced, and whatever it leaves behind when it fails, `after` stays valid.
 * `after` null: the first write of a new, empty file. A payload that outgrew its slot goes into
 * slot B of slots that are large enough: it begins where both old slots have ended.
 */
export function encodeControl(state: ControlState, after: ControlPosition | null): ControlWrite {
  const payload = encodePayload(state);
  const needed = headerBytes + payload.length;
  if (after === null) {
    // Both slots are written out, so that a full disk cannot stop a later save.
    const capacity = capacityFor(2 * needed + sumsToCome(state.size));
    return writeOf(payload, { generation: 0, capacity, leftovers: false }, 2 * capacity);
  }
  const next = after.generation + 1;
  if (needed <= after.capacity) {
    const length = after.leftovers ? after.capacity : needed;
    return writeOf(payload, { generation: next, capacity: after.capacity, leftovers: false }, length);
  }
  const capacity = Math.max(2 * after.capacity, capacityFor(2 * needed));
  const generation = next % 2 === 1 ? next : next + 1;
  return writeOf(payload, { generation, capacity, leftovers: true }, capacity);
}

/** The newest valid state of a control file's bytes. Never throws, and trusts nothing. */
export function decodeControl(
  file: Uint8Array,
): Result<{ state: ControlState; position: ControlPosition }, { problem: ControlProblem }> {
  if (file.every((byte) => byte === 0)) return fail({ problem: 'empty' });
  for (const { payload, position, version } of validSlots(file)) {
    if (version > controlVersion) return fail({ problem: 'newer-version' });
    const state = version === controlVersion ? decodePayload(payload) : null;
    if (state !== null) return ok({ state, position });
  }
  return fail({ problem: 'damaged' });
}

interface Slot {
  readonly payload: Uint8Array;
  readonly position: ControlPosition;
  readonly version: number;
}

/**
 * The slots whose checksum holds, the newest first. Slot B is looked for at each capacity that A
 * leaves possible; the one furthest out is the one in use, the others are leftovers.
 */
function validSlots(file: Uint8Array): Slot[] {
  const a = readSlot(file, 0);
  let b: Slot | null = null;
  for (let at = a?.position.capacity ?? leastCapacity; at < file.length && at <= mostCapacity; at *= 2) {
    b = readSlot(file, at) ?? b;
  }
  if (b === null) return a === null ? [] : [a];
  const leftovers = a?.position.capacity !== b.position.capacity;
  const outer: Slot = { ...b, position: { ...b.position, leftovers } };
  if (a === null) return [outer];
  return a.position.generation > b.position.generation ? [a, outer] : [outer, a];
}

function readSlot(file: Uint8Array, offset: number): Slot | null {
  if (file.length < offset + headerBytes) return null;
  if (magic.some((byte, at) => file[offset + at] !== byte)) return null;
  const view = new DataView(file.buffer, file.byteOffset + offset, headerBytes);
  const version = view.getUint16(8, true);
  const length = view.getUint32(12, true);
  const generation = view.getBigUint64(16, true);
  const capacity = view.getUint32(24, true);
  const end = offset + headerBytes + length;
  if (!isCapacity(capacity) || headerBytes + length > capacity || end > file.length) return null;
  if (generation > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  if (offset !== (generation % 2n === 0n ? 0 : capacity)) return null;
  const payload = file.subarray(offset + headerBytes, end);
  const header = file.subarray(offset, offset + checksumAt);
  if (crc32c(payload, crc32c(header)) !== view.getUint32(checksumAt, true)) return null;
  return { payload, version, position: { generation: Number(generation), capacity, leftovers: false } };
}

function writeOf(payload: Uint8Array, position: ControlPosition, length: number): ControlWrite {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint16(8, controlVersion, true);
  view.setUint32(12, payload.length, true);
  view.setBigUint64(16, BigInt(position.generation), true);
  view.setUint32(24, position.capacity, true);
  bytes.set(payload, headerBytes);
  view.setUint32(checksumAt, crc32c(payload, crc32c(bytes.subarray(0, checksumAt))), true);
  return { bytes, offset: position.generation % 2 === 0 ? 0 : position.capacity, position };
}

/** Bytes that the sums of a whole file will take, as far as it is sensible to keep room for them. */
function sumsToCome(size: number | null): number {
  return Math.min(4 * Math.ceil((size ?? 0) / checksumBlock), 1_048_576);
}

function capacityFor(bytes: number): number {
  let capacity = leastCapacity;
  while (capacity < bytes) capacity *= 2;
  return capacity;
}

function isCapacity(capacity: number): boolean {
  return capacity >= leastCapacity && capacity <= mostCapacity && Number.isInteger(Math.log2(capacity));
}
