import { basename, dirname } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/files.ts';
import { controlEnding, type ClaimDeps } from './target-files.ts';

/** Milliseconds for which what was seen in a folder holds for those who look next. */
const lookHolds = 250;

interface Look {
  readonly at: number;
  readonly names: Promise<Result<Set<string>, Failure>>;
}

/**
 * Which targets in a folder have a control file. Of many downloads that start at once, each looks for what
 * an earlier session of its own left; what another process does meanwhile none of them would see in time.
 */
export class ControlNames {
  readonly #files: FileSystem;
  readonly #clock: Clock;
  readonly #looks = new Map<string, Look>();

  constructor(files: FileSystem, clock: Clock) {
    this.#files = files;
    this.#clock = clock;
  }

  /** Names of the targets; none where the folder is not there. */
  in(folder: string): Promise<Result<ReadonlySet<string>, Failure>> {
    const now = this.#clock.now();
    const last = this.#looks.get(folder);
    if (last !== undefined && now - last.at < lookHolds) return last.names;
    const look: Look = { at: now, names: controlNames(this.#files, folder) };
    this.#looks.set(folder, look);
    void look.names.then(({ ok: seen }) => {
      if (!seen && this.#looks.get(folder) === look) this.#looks.delete(folder);
    });
    return look.names;
  }

  /** The control file of this target is no more. */
  async gone(target: string): Promise<void> {
    const names = await this.#looks.get(dirname(target))?.names;
    if (names?.ok === true) names.value.delete(basename(target));
  }

  /** A download of this process may have left a control file there, for the next one to find. */
  left(folder: string): void {
    this.#looks.delete(folder);
  }
}

/** Names of the targets in a folder that have a control file. */
export function namesIn(
  { files, controlNames: looks }: ClaimDeps,
  folder: string,
): Promise<Result<ReadonlySet<string>, Failure>> {
  return looks === undefined ? controlNames(files, folder) : looks.in(folder);
}

async function controlNames(files: FileSystem, folder: string): Promise<Result<Set<string>, Failure>> {
  const kind = await files.kind(folder);
  if (kind.ok && kind.value === 'absent') return ok(new Set());
  const names = await files.list(folder);
  if (!names.ok) return names;
  const controls = names.value.filter((name) => name.endsWith(controlEnding));
  return ok(new Set(controls.map((name) => name.slice(0, -controlEnding.length))));
}
