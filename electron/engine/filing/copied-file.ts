import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { hashFile } from '../files/finished-file.ts';
import { targetPaths } from '../files/target-files.ts';
import type { FileIdentity, PartFile } from '../ports/files.ts';
import type { MoveDeps } from './moved-file.ts';

/** Bytes that are read and written at a time. */
const chunkSize = 1024 * 1024;

/**
 * Copies a file to a name that nothing has, on another file system: into a part file beside it, which
 * gets the name when its bytes are on disk and hash to what the first ones do. On any failure nothing
 * of the copy is left. The value is what the copy is known by.
 */
export async function copyAcross(
  deps: MoveDeps,
  from: string,
  to: string,
): Promise<Result<FileIdentity, Failure>> {
  const { files } = deps;
  const source = await files.openPart(from);
  if (!source.ok) return source;
  const { part } = targetPaths(to);
  try {
    const copy = await files.createPart(part);
    if (!copy.ok) return copy;
    const copied = await copyBytes(source.value, copy.value, deps.signal);
    await copy.value.close();
    const compared = copied.ok ? await compare(deps, from, part, copied.value) : copied;
    if (compared.ok) await deps.mark(part);
    const identity = compared.ok ? await files.identity(part) : compared;
    const named = identity.ok ? await files.renameExclusive(part, to) : identity;
    if (!named.ok) await files.remove(part);
    return named.ok ? identity : named;
  } finally {
    await source.value.close();
  }
}

/** The value is the count of bytes. */
async function copyBytes(
  from: PartFile,
  to: PartFile,
  signal: AbortSignal,
): Promise<Result<number, Failure>> {
  const chunk = new Uint8Array(chunkSize);
  for (let at = 0; ;) {
    if (signal.aborted) return fail({ code: 'file-io', facts: { errno: 'ECANCELED', op: 'write' } });
    const read = await from.read(chunk, at);
    if (!read.ok) return read;
    if (read.value === 0) {
      const synced = await to.sync();
      return synced.ok ? ok(at) : synced;
    }
    const wrote = await to.write(chunk.subarray(0, read.value), at);
    if (!wrote.ok) return wrote;
    at += read.value;
  }
}

async function compare(
  { hashers }: MoveDeps,
  from: string,
  copy: string,
  size: number,
): Promise<Result<void, Failure>> {
  const [first, second] = await Promise.all([
    hashFile(hashers, from, size, 'sha256'),
    hashFile(hashers, copy, size, 'sha256'),
  ]);
  if (!first.ok) return first;
  if (!second.ok) return second;
  const same = first.value.hex === second.value.hex;
  return same ? ok(undefined) : fail({ code: 'file-io', facts: { errno: 'differs', op: 'hash' } });
}
