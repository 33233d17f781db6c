import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { takeSteps } from './file-steps.ts';
import { LateFiles, lateMost } from './late-files.ts';
import { PartSession, type ControlFacts, type TargetPaths } from './part-session.ts';
import { numberedName } from '../policy/file-names/file-name.ts';
import type { FileSystem, TargetLock } from '../ports/files.ts';
import { readControl } from './recovery.ts';
import {
  closeAndCompare,
  isHeldHere,
  targetIn,
  targetPaths,
  type ClaimDeps,
  type Identity,
} from './target-files.ts';

const numbersMost = 999;

/**
 * A new target: its lock is held, its part file and control file are made and empty. Those of a small file
 * are made later (`late`): `LateFiles`.
 */
export async function claimNew(
  deps: ClaimDeps,
  folder: string,
  name: string,
  asked: boolean,
  facts: ControlFacts,
  late = false,
): Promise<Result<PartSession, Failure>> {
  for (let number = 0; number <= numbersMost; number += 1) {
    const target = targetIn(folder, number === 0 ? name : numberedName(name, number));
    if (target === null) return fail({ code: 'file-create', facts: { errno: 'EINVAL', op: 'create' } });
    const paths = targetPaths(target);
    const claimed = deps.held.has(target) ? fail(taken) : await claim(deps, paths, facts, late);
    if (claimed.ok || asked || !(await isTaken(deps, paths, facts, claimed.failure))) return claimed;
  }
  return fail(taken);
}

/** Whether a name is another's, so that a number gives this download one of its own. */
async function isTaken(
  deps: ClaimDeps,
  paths: TargetPaths,
  who: Identity,
  failure: Failure,
): Promise<boolean> {
  if (failure.code === 'file-exists' || isHeldHere(failure)) return true;
  if (failure.code !== 'file-in-use') return false;
  const found = await readControl(deps.files, paths.control);
  if (!found.ok || found.value.kind !== 'ours') return false;
  return !(await closeAndCompare(found.value.control, who, deps));
}

const taken: Failure = { code: 'file-exists' };

async function claim(
  deps: ClaimDeps,
  paths: TargetPaths,
  facts: ControlFacts,
  late: boolean,
): Promise<Result<PartSession, Failure>> {
  const lock = await lockInFolder(deps.files, paths);
  if (!lock.ok) return lock;
  const session = await makeFiles(deps, paths, lock.value, facts, late);
  if (!session.ok) lock.value.release();
  return session;
}

/** Locks the target. Where that cannot be done its folder may not be there: it is made first. */
async function lockInFolder(
  files: FileSystem,
  { folder, target }: TargetPaths,
): Promise<Result<TargetLock, Failure>> {
  const lock = await files.lockTarget(target);
  if (lock.ok || lock.failure.code !== 'file-open') return lock;
  const made = await files.makeFolder(folder);
  return made.ok ? files.lockTarget(target) : made;
}

async function makeFiles(
  deps: ClaimDeps,
  paths: TargetPaths,
  lock: TargetLock,
  facts: ControlFacts,
  isLate: boolean,
): Promise<Result<PartSession, Failure>> {
  const { files, crc32 } = deps;
  const room = await makeWay(files, paths);
  if (!room.ok) return room;
  const common = { files, paths, lock, position: null, facts, crc32 };
  if (isLate && facts.size !== null && facts.size <= lateMost) {
    const late = new LateFiles(files, paths, facts.size);
    return ok(new PartSession({ ...common, part: late.part, store: late.store, late }));
  }
  // The control file first: a part file alone would be a stranger to the next start.
  const store = await files.createControl(paths.control);
  if (!store.ok) return store;
  const part = await files.createPart(paths.part);
  if (!part.ok) {
    await store.value.close();
    await files.remove(paths.control);
    return part;
  }
  const session = new PartSession({ ...common, part: part.value, store: store.value });
  const saved = await session.save();
  if (saved.ok) return ok(session);
  await session.discard(['part', 'control']);
  return saved;
}

/** The folder is there, and nothing lies at any of the three paths, or what does makes way. */
async function makeWay(files: FileSystem, paths: TargetPaths): Promise<Result<void, Failure>> {
  const end = await takeSteps(files, [
    { step: 'folder', path: paths.folder },
    { step: 'absent', path: paths.target },
    { step: 'absent', path: paths.control },
    { step: 'absent', path: paths.part },
  ]);
  if (end.failure === null) return ok(undefined);
  // At the target nothing may lie.
  return end.done < 2 ? fail(end.failure) : clearUnreadable(files, paths);
}

/**
 * A control file that nobody can read any more (zeroed by a crash, torn in both slots) says that
 * the part file beside it was ours, and nothing about its bytes: both make way.
 */
async function clearUnreadable(files: FileSystem, paths: TargetPaths): Promise<Result<void, Failure>> {
  const control = await readControl(files, paths.control);
  if (!control.ok) return control.failure.code === 'file-open' ? fail(taken) : control;
  const part = await files.kind(paths.part);
  if (!part.ok) return part;
  if (control.value.kind === 'absent') return part.value === 'absent' ? ok(undefined) : fail(taken);
  if (control.value.kind === 'ours') {
    await control.value.control.store.close();
    return fail(taken);
  }
  if (control.value.problem === 'newer-version') return fail(taken);
  if (part.value !== 'absent' && part.value !== 'file') return fail(taken);
  const removed = part.value === 'file' ? await files.remove(paths.part) : ok(undefined);
  return removed.ok ? files.remove(paths.control) : removed;
}
