import { basename, dirname, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { fileMark } from '../files/finished-file.ts';
import { targetIn, targetPaths } from '../files/target-files.ts';
import { numberedName } from '../policy/file-names/file-name.ts';
import type { DownloadRecord } from '../ports/catalog.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import { copyAcross } from './copied-file.ts';

export interface MoveDeps extends Pick<EnginePorts, 'files' | 'hashers'> {
  /** Targets that downloads of this process hold. */
  readonly held: ReadonlySet<string>;
  /** Marks a copy as the finished file was marked, before it gets its name. */
  readonly mark: (path: string) => Promise<void>;
  readonly signal: AbortSignal;
}

/** `not-ours`: what lies under the name is not the file that was finished, or nothing does. */
export type MoveFailure = Failure | { readonly code: 'not-ours' };

/** What a record keeps of a file that was moved. */
export type MovedFile = Pick<DownloadRecord, 'folder' | 'target' | 'fileMark'>;

const numbersMost = 999;

/**
 * Moves a finished file into another folder under its own name, or a numbered one where that is taken:
 * nothing is ever replaced, and only the file that was finished is moved. Within a file system it is
 * renamed; across two it is copied, synced and compared, and only then does the first one go.
 *
 * @param keep is told where the file lies as soon as it does, before the folders are synced
 */
export async function moveFinished(
  deps: MoveDeps,
  record: DownloadRecord,
  folder: string,
  keep: (moved: MovedFile) => void,
): Promise<Result<void, MoveFailure>> {
  const { target } = record;
  if (target === null || !(await isOurs(deps, record))) return fail({ code: 'not-ours' });
  if (dirname(target) === dirname(join(folder, 'name'))) return ok(undefined);
  const made = await deps.files.makeFolder(folder);
  if (!made.ok) return made;
  for (let number = 0; number <= numbersMost; number += 1) {
    const name = basename(target);
    const place = targetIn(folder, number === 0 ? name : numberedName(name, number));
    if (place === null) return fail({ code: 'file-create', facts: { errno: 'EINVAL', op: 'rename' } });
    const moved = await moveTo(deps, record, target, place);
    if (!moved.ok && (moved.failure.code === 'file-exists' || moved.failure.code === 'file-in-use')) continue;
    if (!moved.ok) return moved;
    keep({ folder, target: place, fileMark: moved.value });
    for (const at of [folder, dirname(target)]) await deps.files.syncFolder(at);
    return ok(undefined);
  }
  return fail({ code: 'file-exists' });
}

/** The mark of the file at its new place. */
async function moveTo(
  deps: MoveDeps,
  record: DownloadRecord,
  from: string,
  to: string,
): Promise<Result<string, MoveFailure>> {
  const { files } = deps;
  if (deps.held.has(to)) return fail({ code: 'file-exists' });
  const lock = await files.lockTarget(to);
  if (!lock.ok) return lock;
  try {
    const { part, control } = targetPaths(to);
    for (const path of [to, part, control]) {
      const kind = await files.kind(path);
      if (!kind.ok) return kind;
      if (kind.value !== 'absent') return fail({ code: 'file-exists' });
    }
    const renamed = await files.renameExclusive(from, to);
    // Of a file that is renamed nothing changes that it is known by.
    if (renamed.ok) return ok(record.fileMark ?? '');
    if (renamed.failure.facts?.['errno'] !== 'EXDEV') return renamed;
    const copied = await copyAcross(deps, from, to);
    if (!copied.ok) return copied;
    // Somebody may have written to it while it was copied: then the copy stays, and so does the first.
    if (await isOurs(deps, record)) await files.remove(from);
    return ok(fileMark(copied.value));
  } finally {
    lock.value.release();
  }
}

async function isOurs({ files }: MoveDeps, { target, fileMark: mark }: DownloadRecord): Promise<boolean> {
  if (target === null || mark === null) return false;
  const identity = await files.identity(target);
  return identity.ok && fileMark(identity.value) === mark;
}
