import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/files.ts';
import { controlEnding } from './target-files.ts';

/** Milliseconds for which what was seen in a folder holds for those who look next. */
const lookHolds = 250;

interface Look {
  readonly at: number;
  readonly names: Promise<Result<readonly string[], Failure>>;
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
  in(folder: string): Promise<Result<readonly string[], Failure>> {
    const now = this.#clock.now();
    const last = this.#looks.get(folder);
    if (last !== undefined && now - last.at < lookHolds) return last.names;
    const names = controlNames(this.#files, folder);
    this.#looks.set(folder, { at: now, names });
    return names;
  }

  /** A download of this process leaves a control file there, for the next one to find. */
  left(folder: string): void {
    this.#looks.delete(folder);
  }
}

export async function controlNames(
  files: FileSystem,
  folder: string,
): Promise<Result<readonly string[], Failure>> {
  const kind = await files.kind(folder);
  if (kind.ok && kind.value === 'absent') return ok([]);
  const names = await files.list(folder);
  if (!names.ok) return names;
  return ok(
    names.value
      .filter((name) => name.endsWith(controlEnding))
      .map((name) => name.slice(0, -controlEnding.length)),
  );
}
