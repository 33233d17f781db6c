import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { ok } from '../../../shared/model/result.ts';
import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { Checkpoint } from './checkpoint.ts';
import type { LateFiles } from './late-files.ts';
import { PartWriter } from './part-writer.ts';
import { takeOut } from './taken-out.ts';
import { wholeCrc } from '../policy/digests/whole-crc.ts';
import { BlockChecksums, type Crc32 } from '../policy/control-file/block-checksums.ts';
import type { ControlPosition, ControlState } from '../policy/control-file/control-file.ts';
import { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
import type { ControlFileStore, FileIdentity, FileSystem, PartFile, TargetLock } from '../ports/files.ts';

/** Where a download's files lie: the final path, and beside it the bytes and the control file. */
export interface TargetPaths {
  readonly folder: string;
  readonly target: string;
  readonly part: string;
  readonly control: string;
}

/** The part of a control file's state that does not change while bytes arrive. */
export type ControlFacts = Omit<ControlState, 'written' | 'synced' | 'checksums' | 'part' | 'clean'>;

/** A download's files while they are open: the lock, the part file and its control file. */
export class PartSession {
  readonly paths: TargetPaths;
  readonly part: PartFile;
  readonly received: ReceivedRanges;
  readonly writer: PartWriter;
  facts: ControlFacts;
  readonly #files: FileSystem;
  readonly #lock: TargetLock;
  readonly #checksums: BlockChecksums;
  readonly #crc32: Crc32;
  readonly #checkpoint: Checkpoint;
  readonly #late: LateFiles | null;
  #identity: FileIdentity | null = null;
  #open = true;
  /** Told of the first failed write or save. */
  onFailure: (failure: Failure) => void = () => undefined;
  onWritten: (start: number, end: number) => void = () => undefined;

  constructor(options: {
    readonly files: FileSystem;
    readonly paths: TargetPaths;
    readonly lock: TargetLock;
    readonly part: PartFile;
    readonly store: ControlFileStore;
    readonly position: ControlPosition | null;
    readonly facts: ControlFacts;
    readonly crc32: Crc32;
    readonly received?: ReceivedRanges;
    readonly checksums?: BlockChecksums;
    /** Where the files are not made yet: what `part` and `store` are of. */
    readonly late?: LateFiles;
  }) {
    this.paths = options.paths;
    this.part = options.part;
    this.facts = options.facts;
    this.#files = options.files;
    this.#lock = options.lock;
    this.#crc32 = options.crc32;
    this.#late = options.late ?? null;
    this.received = options.received ?? new ReceivedRanges();
    this.#checksums = options.checksums ?? new BlockChecksums(options.crc32);
    this.writer = new PartWriter({
      part: this.part,
      received: this.received,
      checksums: this.#checksums,
      size: options.facts.size,
      onFailure: (failure) => {
        this.onFailure(failure);
      },
      onWritten: (start, end) => {
        this.onWritten(start, end);
      },
    });
    this.#checkpoint = new Checkpoint({
      store: options.store,
      position: options.position,
      part: this.part,
      received: this.received,
      checksums: this.#checksums,
      capture: () => this.#capture(),
      syncFolder: () => this.#files.syncFolder(this.paths.folder),
      onFailure: (failure) => {
        this.onFailure(failure);
      },
    });
  }

  /** Whether nothing of it is on the disk yet: a small file whose bytes may all come at once. */
  get pending(): boolean {
    return this.#late?.pending === true;
  }

  /** Whether its control file says nothing yet: all there was to do was done with the first reply. */
  get unsaved(): boolean {
    return this.#late?.saved === false;
  }

  /** Takes all bytes of a file that is not made yet, and is as long; calls back when they are written. */
  takeWhole(bytes: Uint8Array, written: () => void): void {
    const all = { start: 0, end: bytes.length };
    this.#late?.takeWhole(bytes, written);
    this.#checksums.note({ ...all, crc: this.#crc32(bytes, 0) });
    this.received.add(all);
  }

  /** Makes the files of one that is whole in memory, without opening them; null where they are there. */
  async place(): Promise<Result<FileIdentity, Failure> | null> {
    return this.#late?.pending === true ? this.#late.place() : null;
  }

  /** Makes the files where they are not there yet. */
  async make(): Promise<Result<void, Failure>> {
    const made = await this.#late?.make();
    return made?.ok === false ? made : ok(undefined);
  }

  /** Saves what is new, and syncs it when the disk is free; call a few times a second. */
  tick(): void {
    this.#checkpoint.tick();
  }

  /** Saves what is new; returns at once. */
  saveNew(): void {
    this.#checkpoint.saveNew();
  }

  /** Writes the control file now, without waiting for the disk. */
  save(): Promise<Result<void, Failure>> {
    return this.#checkpoint.save();
  }

  /** Call once for files that were there, before anything changes. */
  takeUp(): Promise<Result<void, Failure>> {
    return this.#checkpoint.takeUp();
  }

  /**
   * Bytes that were written in `range` are not good: they count as never received. A block's sum cannot
   * be cut, so what is kept of a block is read again and has to agree with the sum first. The value is
   * what counts as received no longer, ascending: `range` as far as it was written, and whatever of
   * its blocks is not on the disk as it should be.
   */
  giveBack(range: ByteRange): Promise<readonly ByteRange[]> {
    return takeOut(this.writer, range, this.#crc32);
  }

  /** CRC-32 of the first `size` bytes from the sums of their blocks; null while any is missing. */
  crc32Of(size: number): number | null {
    return wholeCrc(this.#checksums.extents(), size);
  }

  /** Forgets every byte; the file is emptied. */
  async drop(): Promise<Result<void, Failure>> {
    this.#forgetBytes();
    return this.part.truncate(0);
  }

  /** Forgets every byte on record, and the size; what lies in the file will be overwritten. */
  forget(): void {
    this.#forgetBytes();
    this.facts = { ...this.facts, size: null };
  }

  /** Syncs everything and notes the part file's identity, by which it is known again untouched. */
  async settle(): Promise<Result<FileIdentity, Failure>> {
    await this.writer.flush();
    const synced = await this.#checkpoint.sync();
    if (!synced.ok) return synced;
    const identity = await this.part.identity();
    if (!identity.ok) return identity;
    this.#identity = identity.value;
    const saved = await this.#checkpoint.sync();
    return saved.ok ? identity : saved;
  }

  /** Saves everything and closes: the download can be gone on with later. */
  async close(): Promise<Result<void, Failure>> {
    if (!this.#open) return ok(undefined);
    this.#open = false;
    const settled = await this.settle();
    await this.#checkpoint.close();
    await this.part.close();
    this.#lock.release();
    return settled.ok ? ok(undefined) : settled;
  }

  /** Closes the files without saving and removes those named. */
  async discard(remove: readonly ('part' | 'control')[]): Promise<Result<void, Failure>> {
    if (!this.#open) return ok(undefined);
    this.#open = false;
    await this.writer.flush();
    await this.#checkpoint.close();
    await this.part.close();
    let result: Result<void, Failure> = ok(undefined);
    for (const which of remove) {
      if (this.#late?.has(which) === false) continue;
      const removed = await this.#files.remove(this.paths[which]);
      if (!removed.ok) result = removed;
    }
    this.#lock.release();
    return result;
  }

  #forgetBytes(): void {
    for (const range of this.received.written()) this.received.remove(range);
    this.#checksums.forget({ start: 0, end: Number.MAX_SAFE_INTEGER });
  }

  #capture(): ControlState {
    return {
      ...this.facts,
      part: this.#identity,
      clean: this.#identity !== null,
      written: this.received.written(),
      synced: this.received.synced(),
      checksums: [...this.#checksums.extents()].filter((extent) => this.received.has(extent)),
    };
  }
}
