import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { ok } from '../../../shared/model/result.ts';
import type { BlockChecksums } from '../policy/control-file/block-checksums.ts';
import type { ControlPosition, ControlState } from '../policy/control-file/control-file.ts';
import { encodeControl } from '../policy/control-file/control-file.ts';
import type { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
import type { ControlFileStore, PartFile } from '../ports/files.ts';

/**
 * Keeps the control file up with the part file. Two promises at two speeds:
 *
 * - every save writes what is `written` into the slot that is not the last synced one, so that a
 *   killed process loses no more than came since;
 * - as fast as the disk allows: sync the data, write the slot again with what that sync covered,
 *   sync the control file. Only then does the other slot become the one to overwrite.
 */
export class Checkpoint {
  readonly #store: ControlFileStore;
  readonly #part: PartFile;
  readonly #received: ReceivedRanges;
  readonly #checksums: BlockChecksums;
  readonly #capture: () => ControlState;
  readonly #syncFolder: () => Promise<Result<void, Failure>>;
  readonly #onFailure: (failure: Failure) => void;
  /** The newest slot that is known to be synced. */
  #synced: ControlPosition | null;
  #writes: Promise<Result<void, Failure>> = Promise.resolve(ok(undefined));
  #syncs: Promise<Result<void, Failure>> = Promise.resolve(ok(undefined));
  #ticking = false;
  #folderSynced = false;
  #savedTotal = -1;

  constructor(options: {
    readonly store: ControlFileStore;
    /** Position of the slot that was read, or null for a new control file. */
    readonly position: ControlPosition | null;
    readonly part: PartFile;
    readonly received: ReceivedRanges;
    readonly checksums: BlockChecksums;
    /** The state as it is now. */
    readonly capture: () => ControlState;
    readonly syncFolder: () => Promise<Result<void, Failure>>;
    readonly onFailure: (failure: Failure) => void;
  }) {
    this.#store = options.store;
    this.#synced = options.position;
    this.#part = options.part;
    this.#received = options.received;
    this.#checksums = options.checksums;
    this.#capture = options.capture;
    this.#syncFolder = options.syncFolder;
    this.#onFailure = options.onFailure;
  }

  /** Saves what is new since the last call; returns at once. */
  saveNew(): void {
    if (this.#received.total === this.#savedTotal) return;
    this.#savedTotal = this.#received.total;
    void this.save().then((saved) => {
      if (!saved.ok) this.#onFailure(saved.failure);
    });
  }

  /** As `saveNew`, and syncs what no sync covers, unless one is under way. */
  tick(): void {
    this.saveNew();
    if (this.#ticking || this.#received.fresh === 0) return;
    this.#ticking = true;
    void this.sync().then((synced) => {
      this.#ticking = false;
      if (!synced.ok) this.#onFailure(synced.failure);
    });
  }

  /**
   * Call once for a control file that was read, before anything changes. The slot that was read may
   * be in the system's memory only, and the other one, which is written next, the one that would
   * survive a loss of power: so it is synced first. Then a slot that says that the stop was clean
   * gives way to one that does not, before the first byte of the part file changes.
   */
  takeUp(): Promise<Result<void, Failure>> {
    return this.#queue(async () => {
      const synced = await this.#store.sync();
      return synced.ok ? this.#writeSynced() : synced;
    });
  }

  /** Writes the state as it is now: enough for the death of the process. */
  save(): Promise<Result<void, Failure>> {
    return this.#queue(async () => {
      const write = encodeControl(this.#capture(), this.#synced);
      const written = await this.#store.write(write.bytes, write.offset);
      // A first write has no older slot to fall back on: the next goes beside it.
      if (written.ok && this.#synced === null) this.#synced = write.position;
      return written;
    });
  }

  /**
   * Data first, then the control file that speaks of it: enough for a loss of power. One at a time:
   * of two syncs of a file that overlap, either may be told of an error that concerns both.
   */
  sync(): Promise<Result<void, Failure>> {
    this.#syncs = this.#syncs.then(() => this.#syncNow());
    return this.#syncs;
  }

  /** Waits for what is under way and closes. Nothing is saved after it. */
  async close(): Promise<void> {
    await this.#syncs;
    await this.#writes;
    await this.#store.close();
  }

  async #syncNow(): Promise<Result<void, Failure>> {
    const mark = this.#received.beginSync();
    const turn = this.#checksums.seal();
    const data = await this.#part.sync();
    if (!data.ok) {
      // A sum may be of more bytes than were lost: without it the others cannot be kept either.
      for (const lost of this.#received.failSync(mark)) {
        for (const range of this.#checksums.forget(lost)) this.#received.remove(range);
      }
      return data;
    }
    this.#received.endSync(mark);
    this.#checksums.unite(turn);
    return this.#queue(() => this.#writeSynced());
  }

  async #writeSynced(): Promise<Result<void, Failure>> {
    const write = encodeControl(this.#capture(), this.#synced);
    const written = await this.#store.write(write.bytes, write.offset);
    if (!written.ok) return written;
    const synced = await this.#store.sync();
    if (!synced.ok) return synced;
    this.#synced = write.position;
    return this.#syncFolderOnce();
  }

  async #syncFolderOnce(): Promise<Result<void, Failure>> {
    if (this.#folderSynced) return ok(undefined);
    const synced = await this.#syncFolder();
    this.#folderSynced = synced.ok;
    return synced;
  }

  #queue(write: () => Promise<Result<void, Failure>>): Promise<Result<void, Failure>> {
    this.#writes = this.#writes.then(write);
    return this.#writes;
  }
}
