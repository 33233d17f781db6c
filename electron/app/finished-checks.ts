import type { Failure } from '../../shared/model/reasons.ts';
import { ok, type Result } from '../../shared/model/result.ts';
import type { Download, EnginePorts } from '../engine/index.ts';
import { fileMark } from '../engine/finished-file.ts';
import { verdictOf } from '../engine/policy/checksum-verdict.ts';
import type { FileHasher } from '../engine/ports/hasher.ts';

/**
 * Sums that are asked of finished files: one that came after the end, or whose computing the end of
 * the program cut short. A download has at most one; a new sum gives up the one under way.
 */
export class FinishedChecks {
  readonly #ports: EnginePorts;
  readonly #running = new Map<string, FileHasher>();

  constructor(ports: EnginePorts) {
    this.#ports = ports;
  }

  /**
   * Begins to hash the file of a completed download where its verdict is open; the result goes into
   * the download when it is there. A file that cannot be opened is a failure. A sum that is known
   * already counts as long as nobody touched the file.
   */
  async begin(download: Download): Promise<Result<void, Failure>> {
    const { id } = download;
    this.#giveUp(id);
    const { state, expected, target } = download.record;
    if (state.kind !== 'completed' || expected === null || target === null) return ok(undefined);
    const identity = await this.#ports.files.identity(target);
    const now = download.record;
    if (!identity.ok || now.expected !== expected) return identity.ok ? ok(undefined) : identity;
    const untouched = fileMark(identity.value) === now.fileMark;
    if (untouched && verdictOf(expected, now.computed) !== 'pending') return ok(undefined);
    download.update({ computed: null });
    const hasher = this.#ports.hashers.start(target, expected.algorithm);
    this.#running.set(id, hasher);
    void hasher.finish(identity.value.size).then((computed) => {
      if (this.#running.get(id) !== hasher) return;
      this.#running.delete(id);
      if (computed.ok) download.update({ computed: computed.value });
      else download.note(0, 'error', 'The finished file could not be read to be checked');
      download.save();
    });
    return ok(undefined);
  }

  /** Gives up what is under way; the next start takes it up. */
  close(): void {
    for (const id of [...this.#running.keys()]) this.#giveUp(id);
  }

  #giveUp(id: string): void {
    const hasher = this.#running.get(id);
    this.#running.delete(id);
    hasher?.cancel();
  }
}
