import { isSameFile } from '../policy/control-file/file-state.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { totalLength } from '../../../shared/model/byte-range.ts';
import { BlockChecksums, type ChecksumExtent, type Crc32 } from '../policy/control-file/block-checksums.ts';
import type { ControlPosition, ControlProblem, ControlState } from '../policy/control-file/control-file.ts';
import { decodeControl } from '../policy/control-file/control-file.ts';
import { RangeSet } from '../policy/ranges/range-set.ts';
import { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
import type { ControlFileStore, FileIdentity, FileSystem, PartFile } from '../ports/files.ts';

/** An open control file with what it says. */
export interface OpenControl {
  readonly store: ControlFileStore;
  readonly state: ControlState;
  readonly position: ControlPosition;
}

export type ControlFound =
  | { readonly kind: 'ours'; readonly control: OpenControl }
  | { readonly kind: 'unreadable'; readonly problem: ControlProblem }
  | { readonly kind: 'absent' };

/** Opens and reads a control file. The opener closes `store`. */
export async function readControl(files: FileSystem, path: string): Promise<Result<ControlFound, Failure>> {
  const kind = await files.kind(path);
  if (!kind.ok) return kind;
  if (kind.value === 'absent') return ok({ kind: 'absent' });
  const opened = await files.openControl(path);
  if (!opened.ok) return opened;
  const bytes = await opened.value.read();
  const decoded = bytes.ok ? decodeControl(bytes.value) : null;
  if (decoded?.ok === true) return ok({ kind: 'ours', control: { store: opened.value, ...decoded.value } });
  await opened.value.close();
  if (!bytes.ok) return bytes;
  return ok({ kind: 'unreadable', problem: decoded?.ok === false ? decoded.failure.problem : 'damaged' });
}

/** What of a part file was shown to be what the control file says. */
export interface Recovered {
  readonly received: ReceivedRanges;
  readonly checksums: BlockChecksums;
  /** Bytes that the control file names and the part file does not hold. */
  readonly dropped: number;
}

/** A read that is under way; `bytes` are good when it has ended. */
interface Reading {
  readonly bytes: Uint8Array;
  readonly read: ReturnType<PartFile['read']>;
}

/**
 * Checks a part file against its control file. After a clean stop, and when the file is the same to
 * its inode, size and times, all of it is trusted. Otherwise every byte is read and kept only where
 * its CRC agrees: after a crash nothing tells an edited file from one that was being written. What no
 * sync covers is written again: after a sync that failed, the system may hold it in memory only, as
 * if the disk had it, and the next sync would leave it there.
 */
export async function recoverPart(
  part: PartFile,
  state: ControlState,
  crc32: Crc32,
  signal: AbortSignal,
): Promise<Result<Recovered, Failure>> {
  const identity = await part.identity();
  if (!identity.ok) return identity;
  if (state.clean && state.part !== null && isUntouched(identity.value, state.part)) {
    return ok({
      received: ReceivedRanges.from(state.written, state.synced),
      checksums: BlockChecksums.from(crc32, state.checksums),
      dropped: 0,
    });
  }
  const synced = new RangeSet();
  for (const range of state.synced) synced.add(range.start, range.end);
  const kept: ChecksumExtent[] = [];
  const buffers = [new Uint8Array(1024 * 1024), new Uint8Array(1024 * 1024)];
  const readInto = (index: number, extent: ChecksumExtent): Reading => {
    const bytes = (buffers[index % 2] ?? new Uint8Array()).subarray(0, extent.end - extent.start);
    return { bytes, read: part.read(bytes, extent.start) };
  };
  let next: Reading | null = null;
  for (const [index, extent] of state.checksums.entries()) {
    if (signal.aborted) {
      await next?.read;
      return fail({ code: 'user-stopped' });
    }
    const { bytes, read } = next ?? readInto(index, extent);
    const got = await read;
    if (!got.ok) return got;
    // The disk goes on while this one is looked at.
    const following = state.checksums[index + 1];
    next = following === undefined ? null : readInto(index + 1, following);
    if (got.value !== bytes.length || crc32(bytes, 0) !== extent.crc) continue;
    if (!synced.has(extent.start, extent.end)) {
      const written = await part.write(bytes, extent.start);
      if (!written.ok) {
        await next?.read;
        return written;
      }
    }
    kept.push(extent);
  }
  const written = joined(kept);
  const received = ReceivedRanges.from(written, []);
  const dropped = totalLength(state.written) - received.total;
  return ok({ received, checksums: BlockChecksums.from(crc32, kept), dropped });
}

function isUntouched(now: FileIdentity, then: Omit<FileIdentity, 'links'>): boolean {
  return isSameFile(now, then) && now.changed === then.changed;
}

function joined(extents: readonly ByteRange[]): ByteRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (const extent of extents) {
    const last = ranges.at(-1);
    if (last?.end === extent.start) last.end = extent.end;
    else ranges.push({ start: extent.start, end: extent.end });
  }
  return ranges;
}
