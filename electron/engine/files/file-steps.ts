import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { isSameFile } from '../policy/control-file/file-state.ts';
import type { FileIdentity, FileStep, FileSystem, StepsEnd } from '../ports/files.ts';

const none: StepsEnd = { done: 0, identity: null, failure: null };

/** Makes steps one after the other, up to the first that fails; in one go as far as the file system offers that. */
export async function takeSteps(files: FileSystem, steps: readonly FileStep[]): Promise<StepsEnd> {
  let end = (await files.inOneGo?.(steps)) ?? none;
  for (const step of steps.slice(end.done)) {
    if (end.failure !== null) break;
    const made = await takeStep(files, step);
    end = made.ok
      ? { done: end.done + 1, identity: made.value ?? end.identity, failure: null }
      : { ...end, failure: made.failure };
  }
  return end;
}

/** The value is the identity that the step tells, or null. */
async function takeStep(files: FileSystem, step: FileStep): Promise<Result<FileIdentity | null, Failure>> {
  switch (step.step) {
    case 'absent': {
      const kind = await files.kind(step.path);
      if (!kind.ok) return kind;
      return kind.value === 'absent' ? ok(null) : fail({ code: 'file-exists' });
    }
    case 'folder':
      return nothing(await files.makeFolder(step.path));
    case 'control': {
      const made = await files.createControl(step.path);
      if (made.ok) await made.value.close();
      return made.ok ? ok(null) : made;
    }
    case 'part':
      return makePart(files, step.path, step.bytes);
    case 'look': {
      const found = await files.identity(step.path);
      if (!found.ok || isSameFile(found.value, step.is)) return found;
      return fail({ code: 'file-io', facts: { errno: 'replaced', op: 'look' } });
    }
    case 'rename':
      return nothing(await files.renameExclusive(step.from, step.to));
    case 'sync-folder':
      return nothing(await files.syncFolder(step.path));
    case 'remove':
      return nothing(await files.remove(step.path));
  }
}

/** A file that is not whole, or not known to be on the disk, goes. */
async function makePart(
  files: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<Result<FileIdentity, Failure>> {
  const made = await files.createPart(path);
  if (!made.ok) return made;
  const part = made.value;
  const written = await part.write(bytes, 0);
  const synced = written.ok ? await part.sync() : written;
  const identity = synced.ok ? await part.identity() : synced;
  await part.close();
  if (!identity.ok) await files.remove(path);
  return identity;
}

function nothing(result: Result<void, Failure>): Result<null, Failure> {
  return result.ok ? ok(null) : result;
}
