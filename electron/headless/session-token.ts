import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../shared/model/result.ts';

/** Length of a token in bytes, before it is written as base64url. */
const tokenBytes = 32;

/** Prefix of the WebSocket subprotocol that carries the token. */
export const tokenProtocolPrefix = 'tributary.';

/** A new secret of 256 bits, as 43 characters of base64url. */
export function newSessionToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** Compares in a time that tells nothing of where two texts differ, nor of their lengths. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

export interface StoredToken {
  readonly token: string;
  /** Others than the owner may read the file. */
  readonly exposed: boolean;
}

/**
 * The token in `path`; where there is no such file, a new token is written there, readable by the
 * owner only. The failure is a sentence for the person who named the file.
 */
export async function tokenFromFile(path: string): Promise<Result<StoredToken, string>> {
  const token = newSessionToken();
  try {
    // Exclusive: a file or a link that is already there is never written to.
    await writeFile(path, `${token}\n`, { flag: 'wx', mode: 0o600 });
    return ok({ token, exposed: false });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) return fail(`The token file ${path} cannot be written (${codeOf(error)}).`);
  }
  try {
    const file = await open(path, 'r');
    try {
      const { mode } = await file.stat();
      const text = (await readFile(file, 'utf8')).trim();
      if (!/^[A-Za-z0-9_-]{32,256}$/.test(text)) {
        return fail(
          `The token file ${path} holds no token: it needs 32 to 256 letters, digits, "-" or "_"; delete it and a new one is written.`,
        );
      }
      return ok({ token: text, exposed: process.platform !== 'win32' && (mode & 0o077) !== 0 });
    } finally {
      await file.close();
    }
  } catch (error) {
    return fail(`The token file ${path} cannot be read (${codeOf(error)}).`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function isCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}
