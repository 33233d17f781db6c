import { chmod, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PasswordsKept } from '../../../../shared/model/credential.ts';
import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { parseJson, type Guard } from '../../policy/json-shape.ts';
import type { Log } from '../../ports/log.ts';
import { atomicWrite } from '../atomic-write.ts';
import { freeDamagedName } from '../damaged-name.ts';
import { errnoOf, fileFailure } from '../file-failure.ts';
import { makeFolder } from '../make-folder.ts';

/** How secrets are written into their file, which is for its owner only whatever they are. */
export interface PasswordSealing {
  readonly kept: PasswordsKept;
  seal(text: string): Promise<Uint8Array>;
  /** Null: these bytes cannot be opened here. */
  open(bytes: Uint8Array): Promise<string | null>;
}

/** Plain text: what keeps others out is the file's mode. */
export const unsealed: PasswordSealing = {
  kept: 'file',
  seal: async (text) => new TextEncoder().encode(text),
  open: async (bytes) => new TextDecoder().decode(bytes),
};

/**
 * The document in a file of secrets; null where there is none. A file that cannot be read as one is moved
 * aside, and the log says so.
 */
export async function readSealed<T>(
  path: string,
  sealing: PasswordSealing,
  isDocument: Guard<T>,
  log: Log,
): Promise<Result<T | null, Failure>> {
  try {
    const bytes = await readFile(path);
    // Whoever copied it here may have opened it to others.
    await chmod(path, 0o600);
    const text = await sealing.open(bytes);
    const document = text === null ? null : parseJson(text);
    if (isDocument(document)) return ok(document);
    await rename(path, freeDamagedName(path));
    log.warn('A file of passwords that cannot be read was moved aside');
    return ok(null);
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? ok(null) : fail(fileFailure(error, 'open'));
  }
}

/** Replaces the document in a file of secrets, as a whole. */
export async function writeSealed(
  path: string,
  sealing: PasswordSealing,
  document: object,
): Promise<Result<void, Failure>> {
  // Where the folder cannot be made, the file cannot be written: that is what is told.
  await makeFolder(dirname(path), 0o700).catch(() => undefined);
  return atomicWrite(path, await sealing.seal(`${JSON.stringify({ version: 1, ...document }, null, 2)}\n`));
}
