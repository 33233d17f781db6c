import { crc32 } from 'node:zlib';
import { claimNew } from '../files/claim.ts';
import type { ControlFacts, PartSession } from '../files/part-session.ts';
import { noValidator } from '../policy/http-semantics/validator.ts';
import type { ClaimDeps } from '../files/target-files.ts';
import type { MemoryFiles } from './memory/memory-files.ts';

export const sessionFolder = '/downloads';

export function claimDeps(files: MemoryFiles): ClaimDeps {
  return {
    files,
    crc32: (bytes, previous) => crc32(bytes, previous),
    held: new Set(),
    signal: new AbortController().signal,
  };
}

export function sessionFacts(facts: Partial<ControlFacts> = {}): ControlFacts {
  return {
    id: 'download-1',
    url: 'http://127.0.0.1/file.bin',
    mirrors: [],
    finalUrl: null,
    askedName: null,
    size: null,
    validator: noValidator,
    contentType: null,
    expected: null,
    ...facts,
  };
}

/** A new download's files, claimed as `file.bin`. */
export async function openSession(
  files: MemoryFiles,
  facts: Partial<ControlFacts> = {},
): Promise<PartSession> {
  const claimed = await claimNew(claimDeps(files), sessionFolder, 'file.bin', false, sessionFacts(facts));
  if (!claimed.ok) throw new Error(claimed.failure.code);
  return claimed.value;
}

/** Writes bytes at an offset and waits until the system has taken them. */
export async function put(session: PartSession, offset: number, bytes: Uint8Array): Promise<void> {
  const stream = session.writer.stream(offset);
  stream.write(bytes);
  await stream.end();
}
