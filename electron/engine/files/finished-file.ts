import { join } from 'node:path';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { DownloadContext } from '../engine-options.ts';
import { validatorText } from '../policy/http-semantics/validator.ts';
import type { Catalog, DownloadRecord } from '../ports/catalog.ts';
import type { FileIdentity, FileSystem } from '../ports/files.ts';
import type { HasherFactory } from '../ports/hasher.ts';
import type { Resource } from '../sources/probe.ts';

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
  /** Text of the validator that the server gave for these bytes, where it is known. */
  readonly validator: string | null;
}

/** The file that the run before gave its final name, where the program ended just after that. */
export async function findFinished(files: FileSystem, record: DownloadRecord): Promise<CompleteFile | null> {
  const { target, fileMark: mark, computed, validator } = record;
  if (target === null || mark === null) return null;
  const identity = await files.identity(target);
  return identity.ok && fileMark(identity.value) === mark
    ? { target, identity: identity.value, computed, validator }
    : null;
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
  const { catalog } = context.ports;
  const name = askedName ?? resource?.name ?? null;
  const earlier = catalog.finished(url, folder, asked) ?? sameSigned(catalog, url, folder, name);
  const candidates = new Set<string>();
  if (name !== null) candidates.add(join(folder, name));
  if (earlier !== null && earlier.target !== null) candidates.add(earlier.target);
  for (const target of candidates) {
    // Without a sum, only what is on record can be known again.
    if (record.expected === null && earlier?.target !== target) continue;
    const identity = await context.ports.files.identity(target);
    if (!identity.ok) continue;
    const untouched = earlier?.target === target && earlier.fileMark === fileMark(identity.value);
    const computed = await matchingSum(context, record.expected, target, identity.value);
    if (computed !== null) {
      return { target, identity: identity.value, computed, validator: untouched ? earlier.validator : null };
    }
    if (record.expected !== null || resource === null || !untouched) continue;
    const validator = validatorText(resource.validator);
    if (validator !== null && earlier.validator === validator && earlier.size === resource.size) {
      return { target, identity: identity.value, computed: null, validator };
    }
  }
  return null;
}

/** What lies under this name, where its address differs in nothing but what signs it: the query. */
function sameSigned(
  catalog: Catalog,
  url: string,
  folder: string,
  name: string | null,
): DownloadRecord | null {
  const earlier = name === null ? null : catalog.finished(null, folder, join(folder, name));
  return earlier !== null && withoutQuery(earlier.url) === withoutQuery(url) ? earlier : null;
}

function withoutQuery(address: string): string {
  const url = new URL(address);
  url.search = '';
  return url.href;
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

/** What a record keeps of the finished file, to know it by after a crash; `now` is milliseconds since the epoch. */
export function finishedRecord(
  file: CompleteFile,
  before: Pick<DownloadRecord, 'computed' | 'validator'>,
  now: number,
): Partial<DownloadRecord> {
  const { size } = file.identity;
  return {
    target: file.target,
    size,
    received: size,
    computed: file.computed ?? before.computed,
    validator: file.validator ?? before.validator,
    completedAt: now,
    fileMark: fileMark(file.identity),
  };
}
