import type { Failure } from '../../shared/model/reasons.ts';
import type { Result } from '../../shared/model/result.ts';
import { ok } from '../../shared/model/result.ts';
import type { ControlPosition, ControlState } from './policy/control-file.ts';
import { encodeControl } from './policy/control-file.ts';
import type { ReceivedRanges } from './policy/received-ranges.ts';
import type { ControlFileStore, PartFile } from './ports/files.ts';

/**
 * Keeps the control file up with the part file. Two promises at two speeds:
 *
 * - every tick writes what is `written` into the slot that is not the last synced one, so that a
 *   killed process loses no more than a tick;
 * - as fast as the disk allows: sync the data, write the slot again with what that sync covered,
 *   sync the control file. Only then does the other slot become the one to overwrite.
 */
export class Checkpoint {
  readonly #store: ControlFileStore;
  readonly #part: PartFile;
  readonly #received: ReceivedRanges;
  readonly #capture: () => ControlState;
  readonly #syncFolder: () => Promise<Result<void, Failure>>;
  readonly #onFailure: (failure: Failure) => void;
  /** The newest slot that is known to be synced. */
  #synced: ControlPosition | null;
  #writes: Promise<Result<void, Failure>> = Promise.resolve(ok(undefined));
  #syncing: Promise<void> | null = null;
  #folderSynced: boolean;
  #savedTotal = -1;

  constructor(options: {
    readonly store: ControlFileStore;
    /** Position of the slot that was read, or null for a new control file. */
    readonly position: ControlPosition | null;
    readonly part: PartFile;
    readonly received: ReceivedRanges;
    /** The state as it is now. */
    readonly capture: () => ControlState;
    readonly syncFolder: () => Promise<Result<void, Failure>>;
    readonly onFailure: (failure: Failure) => void;
  }) {
    this.#store = options.store;
    this.#synced = options.position;
    this.#part = options.part;
    this.#received = options.received;
    this.#capture = options.capture;
    this.#syncFolder = options.syncFolder;
    this.#onFailure = options.onFailure;
    this.#folderSynced = options.position !== null;
  }

  /** Saves what is new since the last call; returns at once. */
  tick(): void {
    if (this.#received.total !== this.#savedTotal) {
      this.#savedTotal = this.#received.total;
      void this.save().then((saved) => {
        if (!saved.ok) this.#onFailure(saved.failure);
      });
    }
    if (this.#syncing !== null || this.#received.fresh === 0) return;
    this.#syncing = this.sync().then((synced) => {
      this.#syncing = null;
      if (!synced.ok) this.#onFailure(synced.failure);
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

  /** Data first, then the control file that speaks of it: enough for a loss of power. */
  async sync(): Promise<Result<void, Failure>> {
    const mark = this.#received.beginSync();
    const data = await this.#part.sync();
    if (!data.ok) {
      this.#received.failSync(mark);
      return data;
    }
    this.#received.endSync(mark);
    return this.#queue(async () => {
      const write = encodeControl(this.#capture(), this.#synced);
      const written = await this.#store.write(write.bytes, write.offset);
      if (!written.ok) return written;
      const synced = await this.#store.sync();
      if (!synced.ok) return synced;
      this.#synced = write.position;
      return this.#syncFolderOnce();
    });
  }

  /** Waits for what is under way, syncs once more and closes. Nothing is saved after it. */
  async close(): Promise<Result<void, Failure>> {
    await this.#syncing;
    const synced = await this.sync();
    await this.#store.close();
    return synced;
  }

  /** Closes without saving: the control file is of no more use. */
  async abandon(): Promise<void> {
    await this.#syncing;
    await this.#writes;
    await this.#store.close();
  }

  async #syncFolderOnce(): Promise<Result<void, Failure>> {
    if (this.#folderSynced) return ok(undefined);
    this.#folderSynced = true;
    return this.#syncFolder();
  }

  #queue(write: () => Promise<Result<void, Failure>>): Promise<Result<void, Failure>> {
    this.#writes = this.#writes.then(write);
    return this.#writes;
  }
}
