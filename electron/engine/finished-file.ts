import { join } from 'node:path';
import type { Checksum } from '../../shared/model/checksum.ts';
import type { Failure } from '../../shared/model/reasons.ts';
import type { Result } from '../../shared/model/result.ts';
import type { DownloadContext } from './engine-options.ts';
import { validatorText } from './policy/validator.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import type { FileIdentity } from './ports/files.ts';
import type { HasherFactory } from './ports/hasher.ts';
import type { Resource } from './probe.ts';

/** A file's identity as text, to know a finished file again. */
export function fileMark(identity: FileIdentity): string {
  return [identity.device, identity.inode, identity.size, identity.modified].join(':');
}

/** Hash of a whole file of `size` bytes. */
export function hashFile(
  hashers: HasherFactory,
  path: string,
  size: number,
  algorithm: Checksum['algorithm'],
): Promise<Result<Checksum, Failure>> {
  return hashers.start(path, algorithm).finish(size);
}

/** A file that is there already and was shown to be what the download would bring. */
export interface CompleteFile {
  readonly target: string;
  readonly identity: FileIdentity;
  readonly computed: Checksum | null;
}

/**
 * Looks for the finished file: by its checksum where one is expected; else by the record of an
 * earlier download of the same address whose size and validator are those of `resource`, if the
 * file was not touched since. `resource` is null before the first contact.
 */
export async function findComplete(
  context: DownloadContext,
  record: DownloadRecord,
  resource: Resource | null,
): Promise<CompleteFile | null> {
  const { askedName, folder, url } = record;
  const asked = askedName === null ? null : join(folder, askedName);
  const earlier = context.ports.catalog.finished(url, folder, asked);
  const name = askedName ?? resource?.name ?? null;
  const candidates = new Set<string>();
  if (name !== null) candidates.add(join(folder, name));
  if (earlier !== null && earlier.target !== null) candidates.add(earlier.target);
  for (const target of candidates) {
    const identity = await context.ports.files.identity(target);
    if (!identity.ok) continue;
    const computed = await matchingSum(context, record.expected, target, identity.value);
    if (computed !== null) return { target, identity: identity.value, computed };
    if (record.expected !== null || resource === null || earlier?.target !== target) continue;
    const validator = validatorText(resource.validator);
    const same = validator !== null && earlier.validator === validator && earlier.size === resource.size;
    if (same && earlier.fileMark === fileMark(identity.value)) {
      return { target, identity: identity.value, computed: null };
    }
  }
  return null;
}

async function matchingSum(
  context: DownloadContext,
  expected: Checksum | null,
  target: string,
  identity: FileIdentity,
): Promise<Checksum | null> {
  if (expected === null) return null;
  const computed = await hashFile(context.ports.hashers, target, identity.size, expected.algorithm);
  return computed.ok && computed.value.hex === expected.hex ? computed.value : null;
}
