import { dirname } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { TargetPaths } from './part-session.ts';
import type { Crc32 } from '../policy/block-checksums.ts';
import type { FileSystem } from '../ports/files.ts';
import type { OpenControl } from './recovery.ts';

export const controlEnding = '.part.tributary';

export interface ClaimDeps {
  readonly files: FileSystem;
  readonly crc32: Crc32;
  /** Targets that other downloads of this process hold. */
  readonly held: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Which download a control file is of. */
export interface Identity {
  readonly id: string;
  readonly url: string;
  readonly askedName: string | null;
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
export async function closeAndCompare(control: OpenControl, who: Identity): Promise<boolean> {
  await control.store.close();
  return isOf(control, who);
}

/** Whether the lock is with another download of this process. */
export function isHeldHere(failure: Failure): boolean {
  return failure.code === 'file-in-use' && failure.facts?.['holder'] === 'this-process';
}

export function isOf(control: OpenControl, who: Identity): boolean {
  const { state } = control;
  return state.id === who.id || (state.url === who.url && state.askedName === who.askedName);
}
