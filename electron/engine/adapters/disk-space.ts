import { statfs } from 'node:fs/promises';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { ok } from '../../../shared/model/result.ts';
import { attempt } from './part-file.ts';

/** Bytes that this user may still write to the file system that holds `folder`. */
export async function freeSpace(folder: string): Promise<Result<number, Failure>> {
  const stats = await attempt('space', () => statfs(folder, { bigint: true }));
  if (!stats.ok) return stats;
  const bytes = stats.value.bavail * stats.value.bsize;
  return ok(Number(bytes < BigInt(Number.MAX_SAFE_INTEGER) ? bytes : Number.MAX_SAFE_INTEGER));
}
