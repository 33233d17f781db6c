import type { ControlState } from '../policy/control-file/control-file.ts';
import type { PartFile } from '../ports/files.ts';
import { readControl } from './recovery.ts';
import { targetPaths, type ClaimDeps } from './target-files.ts';

/** What a download of another address left at a target: its control file's word, and the part file. */
export interface Leftover {
  readonly state: ControlState;
  /** To be read only. Whoever looked closes it. */
  readonly part: PartFile;
}

/** Whether what a control file is of may be gone on with by another download that brings `size` bytes. */
export function isLeftover(state: ControlState, size: number, deps: Pick<ClaimDeps, 'isListed'>): boolean {
  return state.size === size && state.written.length > 0 && deps.isListed?.(state.id) !== true;
}

/** Looks for bytes of another download at `target`, touching nothing; null where there are none of use. */
export async function lookForLeftover(
  deps: ClaimDeps,
  target: string,
  size: number,
): Promise<Leftover | null> {
  const paths = targetPaths(target);
  const kind = await deps.files.kind(target);
  if (deps.held.has(target) || !kind.ok || kind.value !== 'absent') return null;
  const found = await readControl(deps.files, paths.control);
  if (!found.ok || found.value.kind !== 'ours') return null;
  const { state, store } = found.value.control;
  await store.close();
  if (!isLeftover(state, size, deps)) return null;
  const part = await deps.files.openPart(paths.part);
  return part.ok ? { state, part: part.value } : null;
}
