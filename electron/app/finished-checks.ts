import type { Failure } from '../../shared/model/reasons.ts';
import { ok, type Result } from '../../shared/model/result.ts';
import type { Download, EnginePorts } from '../engine/index.ts';
import { fileMark } from '../engine/files/finished-file.ts';
import { verdictOf } from '../engine/policy/digests/checksum-verdict.ts';
import type { DownloadRecord } from '../engine/ports/catalog.ts';
import type { FileHasher } from '../engine/ports/hasher.ts';
import { targetPaths } from '../engine/files/target-files.ts';

/**
 * Sums that are asked of files whose last byte has come: one that came after the end, or whose
 * computing the end of the program cut short. The file is the finished one, or the part that was
 * kept because it did not match another sum. A download has at most one; a new sum gives up the one
 * under way.
 */
export class FinishedChecks {
  readonly #ports: EnginePorts;
  readonly #running = new Map<string, FileHasher>();
  readonly #onRightPart: (id: string) => void;

  /** `onRightPart` is told of a kept part that turned out to be right: only its name is missing. */
  constructor(ports: EnginePorts, onRightPart: (id: string) => void) {
    this.#ports = ports;
    this.#onRightPart = onRightPart;
  }

  /**
   * Begins to hash the file of a download where its verdict is open; the result goes into the
   * download when it is there. A file that cannot be opened is a failure. A sum that is known
   * already counts as long as nobody touched the finished file; a kept part is looked at again
   * before it gets its name.
   */
  async begin(download: Download): Promise<Result<void, Failure>> {
    const { id } = download;
    this.#giveUp(id);
    const { state, expected } = download.record;
    const path = fileOf(download.record);
    if (expected === null || path === null) return ok(undefined);
    const identity = await this.#ports.files.identity(path);
    const now = download.record;
    if (!identity.ok) return identity;
    if (now.expected !== expected || now.state !== state) return ok(undefined);
    const untouched = state.kind !== 'completed' || fileMark(identity.value) === now.fileMark;
    if (untouched && verdictOf(expected, now.computed) !== 'pending') {
      this.#tellOfPart(download);
      return ok(undefined);
    }
    download.update({ computed: null });
    const hasher = this.#ports.hashers.start(path, expected.algorithm);
    this.#running.set(id, hasher);
    void hasher.finish(identity.value.size).then((computed) => {
      if (this.#running.get(id) !== hasher) return;
      this.#running.delete(id);
      // Gone on with in the meantime: the run has its own look at the bytes.
      if (download.record.state !== state) return;
      if (computed.ok) download.update({ computed: computed.value });
      else download.note(0, 'error', 'The file could not be read to be checked');
      download.save();
      this.#tellOfPart(download);
    });
    return ok(undefined);
  }

  #tellOfPart({ id, record }: Download): void {
    const right = verdictOf(record.expected, record.computed) === 'match';
    if (right && record.state.kind === 'interrupted') this.#onRightPart(id);
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

/** The file that a sum is asked of; null while bytes are missing or are on their way. */
function fileOf({ state, target }: DownloadRecord): string | null {
  if (target === null) return null;
  if (state.kind === 'completed') return target;
  const kept = state.kind === 'interrupted' && state.failure.code === 'file-hash-mismatch';
  return kept ? targetPaths(target).part : null;
}
