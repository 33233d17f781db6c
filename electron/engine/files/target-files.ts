import { basename, dirname, join, sep } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { ControlNames } from './control-names.ts';
import type { TargetPaths } from './part-session.ts';
import type { Crc32 } from '../policy/control-file/block-checksums.ts';
import type { FileSystem } from '../ports/files.ts';
import type { OpenControl } from './recovery.ts';

export const controlEnding = '.part.tributary';

export interface ClaimDeps {
  readonly files: FileSystem;
  readonly crc32: Crc32;
  /** Targets that other downloads of this process hold. */
  readonly held: ReadonlySet<string>;
  /** Whether a download of this id is on the list: its files are no other's. Absent: none is. */
  readonly isListed?: (id: string) => boolean;
  /** What other downloads have seen in the folder just now. Absent: each looks for itself. */
  readonly controlNames?: ControlNames;
  readonly signal: AbortSignal;
}

/** Which download a control file is of. */
export interface Identity {
  readonly id: string;
  readonly url: string;
  readonly askedName: string | null;
}

/**
 * The path of `name` in `folder`, asked at the place where files are made, whatever was checked before:
 * null where the name is not one plain component of a path on this system.
 */
export function targetIn(folder: string, name: string): string | null {
  const target = join(folder, name);
  const plain = name !== '.' && name !== '..' && !name.includes('\0') && basename(target) === name;
  // A colon on Windows names a stream of another file, or a drive.
  if (!plain || (sep === '\\' && name.includes(':'))) return null;
  return dirname(target) === dirname(join(folder, 'name')) ? target : null;
}

export function targetPaths(target: string): TargetPaths {
  return {
    folder: dirname(target),
    target,
    part: `${target}.part`,
    control: `${target}${controlEnding}`,
  };
}

/** Closes a control file that was opened to be read; the value is whether it is of this download. */
export async function closeAndCompare(
  control: OpenControl,
  who: Identity,
  deps: Pick<ClaimDeps, 'isListed'>,
): Promise<boolean> {
  await control.store.close();
  return isOf(control, who, deps);
}

/** Whether the lock is with another download of this process. */
export function isHeldHere(failure: Failure): boolean {
  return failure.code === 'file-in-use' && failure.facts?.['holder'] === 'this-process';
}

/** By its id; else by what was asked for, unless it belongs to another download of the list. */
export function isOf(control: OpenControl, who: Identity, deps: Pick<ClaimDeps, 'isListed'>): boolean {
  const { state } = control;
  if (state.id === who.id) return true;
  if (deps.isListed?.(state.id) === true) return false;
  return state.url === who.url && state.askedName === who.askedName;
}
