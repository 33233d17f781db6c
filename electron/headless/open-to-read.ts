import type { Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { fail, ok, type Result } from '../../shared/model/result.ts';

/** Why a file cannot be read. `system`: Node's code of the error, such as EACCES, or `no-file`. */
export type OpenToReadFailure =
  { readonly code: 'missing' } | { readonly code: 'open'; readonly system: string };

/**
 * Opens what is to be read from front to end: a file, a device or a pipe of this process (`/dev/stdin`). Whoever
 * opens a FIFO by its name waits until somebody writes to it, perhaps for ever, and no signal ends that.
 */
export async function openToRead(
  path: string,
): Promise<Result<{ readonly file: FileHandle; readonly stats: Stats }, OpenToReadFailure>> {
  let file: FileHandle | null = null;
  try {
    if ((await lstat(path)).isFIFO()) return fail({ code: 'open', system: 'no-file' });
    file = await open(path, 'r');
    const stats = await file.stat();
    if (!stats.isDirectory()) return ok({ file, stats });
    await file.close();
    return fail({ code: 'open', system: 'EISDIR' });
  } catch (error) {
    await file?.close();
    const system = systemCode(error);
    return fail(missing.has(system) ? { code: 'missing' } : { code: 'open', system });
  }
}

/** ERR_INVALID_ARG_VALUE: a name with a NUL in it, which no file has. */
const missing: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'ERR_INVALID_ARG_VALUE',
]);

/** The code of an error of the system; any other error is thrown on. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
