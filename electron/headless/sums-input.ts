import { open } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { fileText } from '../../shared/model/file-text.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { CommandIo } from './command-io.ts';
import type { HashFailure } from './file-hash.ts';

/** Bytes: a longer text is no list of sums. */
const sumsFileBytesMost = 16 * 1024 * 1024;

/** All of stdin. */
export async function readInput({ stdin, signal }: CommandIo): Promise<Result<string, HashFailure>> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stdin)) {
      const bytes = Buffer.from(chunk as string | Buffer);
      length += bytes.length;
      if (length > sumsFileBytesMost) return fail({ code: 'open', system: 'EFBIG' });
      chunks.push(bytes);
    }
  } catch (error) {
    if (signal.aborted) return fail({ code: 'interrupted' });
    return fail({
      code: 'io',
      system: error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
    });
  }
  return ok(fileText(Buffer.concat(chunks)));
}

/** The text of a file of sums. */
export async function readText(path: string): Promise<Result<string, HashFailure>> {
  try {
    const file = await open(path, 'r');
    try {
      if ((await file.stat()).size > sumsFileBytesMost) return fail({ code: 'open', system: 'EFBIG' });
      return ok(fileText(await file.readFile()));
    } finally {
      await file.close();
    }
  } catch (error) {
    const system = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail(system === 'ENOENT' || system === 'ENOTDIR' ? { code: 'missing' } : { code: 'open', system });
  }
}
