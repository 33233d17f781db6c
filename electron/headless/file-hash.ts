import { startDigest } from '../engine/adapters/running-digest.ts';
import type { Checksum, ChecksumAlgorithm } from '../../shared/model/checksum.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { openToRead, systemCode, type OpenToReadFailure } from './open-to-read.ts';

/** Bytes of one read. */
const readBytes = 1024 * 1024;

export type HashFailure =
  OpenToReadFailure | { readonly code: 'interrupted' } | { readonly code: 'io'; readonly system: string };

/**
 * Hashes a file from front to end. `onProgress` is told the bytes hashed so far and the size that
 * the file had at the start (bytes).
 */
export async function hashFile(
  path: string,
  algorithm: ChecksumAlgorithm,
  signal: AbortSignal,
  onProgress: (hashed: number, size: number) => void,
): Promise<Result<Checksum, HashFailure>> {
  const opened = await openToRead(path);
  if (!opened.ok) return opened;
  const { file, stats } = opened.value;
  try {
    const hash = startDigest(algorithm);
    let hashed = 0;
    // Two buffers in turn: the next one is filled while this one is hashed.
    let filling = Buffer.allocUnsafe(readBytes);
    let hashing = Buffer.allocUnsafe(readBytes);
    let { bytesRead } = await file.read(filling, 0, readBytes);
    while (bytesRead > 0) {
      if (signal.aborted) return fail({ code: 'interrupted' });
      [filling, hashing] = [hashing, filling];
      const next = file.read(filling, 0, readBytes);
      hash.update(hashing.subarray(0, bytesRead));
      hashed += bytesRead;
      onProgress(hashed, stats.size);
      ({ bytesRead } = await next);
    }
    return ok({ algorithm, hex: hash.hex() });
  } catch (error) {
    return fail({ code: 'io', system: systemCode(error) });
  } finally {
    await file.close();
  }
}
