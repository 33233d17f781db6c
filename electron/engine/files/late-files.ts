import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { ControlFileStore, FileIdentity, FileSystem, PartFile } from '../ports/files.ts';
import { takeSteps } from './file-steps.ts';

/** Bytes of a file that may be kept in memory until all of it is there: with sixteen of them, 4 MiB. */
export const lateMost = 256 * 1024;

interface Made {
  readonly part: PartFile;
  readonly store: ControlFileStore;
}

/**
 * A part file and a control file that are not made before they are needed: when something is to be saved,
 * synced or looked at, or when the file is whole. Until then its bytes are in memory. The control file comes
 * first, and empty: so whatever a kill leaves is known for ours, of which no byte is good.
 */
export class LateFiles {
  readonly part: PartFile;
  readonly store: ControlFileStore;
  readonly #files: FileSystem;
  readonly #paths: { readonly part: string; readonly control: string };
  readonly #size: number;
  /** The bytes so far, where any have come; null when they are in the part file. */
  #memory: Uint8Array | null = null;
  #onWritten: () => void = () => undefined;
  #making: Promise<Result<Made, Failure>> | null = null;
  /** Whether both files were made, and closed again. */
  #placed = false;
  /** Whether the control file says anything yet. */
  saved = false;
  readonly #on = new Set<'part' | 'control'>();

  /** `size` is that of the whole file in bytes. */
  constructor(files: FileSystem, paths: { readonly part: string; readonly control: string }, size: number) {
    this.#files = files;
    this.#paths = paths;
    this.#size = size;
    this.part = this.#latePart();
    this.store = this.#lateStore();
  }

  /** Whether nothing of it is on the disk yet. */
  get pending(): boolean {
    return this.#making === null && !this.#placed;
  }

  /** Whether this file was made here. */
  has(which: 'part' | 'control'): boolean {
    return this.#on.has(which);
  }

  /** Takes all bytes of the file, and calls back when they are in the part file. Nothing has come before. */
  takeWhole(bytes: Uint8Array, written: () => void): void {
    this.#memory = bytes;
    this.#onWritten = written;
  }

  /** Makes both files with all bytes, synced, and leaves neither open; the value is the part file's identity. */
  async place(): Promise<Result<FileIdentity, Failure>> {
    const { control, part } = this.#paths;
    const bytes = this.#memory ?? new Uint8Array();
    const end = await takeSteps(this.#files, [
      { step: 'control', path: control },
      { step: 'part', path: part, bytes },
    ]);
    if (end.failure !== null || end.identity === null) {
      if (end.done > 0) await this.#files.remove(control);
      return fail(end.failure ?? { code: 'file-create' });
    }
    this.#placed = true;
    this.#on.add('control').add('part');
    this.#letGo();
    return ok(end.identity);
  }

  /** Makes both files, with the bytes that have come, or opens them where they were made. */
  make(): Promise<Result<Made, Failure>> {
    this.#making ??= this.#placed ? this.#reopen() : this.#make();
    return this.#making;
  }

  /** The bytes are in the part file. */
  #letGo(): void {
    this.#memory = null;
    this.#onWritten();
  }

  async #reopen(): Promise<Result<Made, Failure>> {
    const store = await this.#files.openControl(this.#paths.control);
    if (!store.ok) return store;
    const part = await this.#files.openPart(this.#paths.part);
    if (part.ok) return ok({ part: part.value, store: store.value });
    await store.value.close();
    return part;
  }

  async #make(): Promise<Result<Made, Failure>> {
    const store = await this.#files.createControl(this.#paths.control);
    if (!store.ok) return store;
    this.#on.add('control');
    const part = await this.#files.createPart(this.#paths.part);
    const written = part.ok ? await part.value.write(this.#memory ?? new Uint8Array(), 0) : part;
    if (part.ok) this.#on.add('part');
    if (part.ok && written.ok) {
      this.#letGo();
      return ok({ part: part.value, store: store.value });
    }
    await store.value.close();
    if (part.ok) {
      await part.value.close();
      await this.#files.remove(this.#paths.part);
    }
    await this.#files.remove(this.#paths.control);
    this.#on.clear();
    return fail(written.ok ? { code: 'file-create' } : written.failure);
  }

  /** Does something with the files, which are made for it. */
  async #with<T>(run: (made: Made) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    const made = await this.make();
    return made.ok ? run(made.value) : made;
  }

  async #close(which: 'part' | 'store'): Promise<void> {
    const made = await this.#making;
    if (made?.ok === true) await made.value[which].close();
  }

  #latePart(): PartFile {
    return {
      path: this.#paths.part,
      write: (bytes, offset) => {
        if (!this.pending || offset + bytes.length > this.#size)
          return this.#with(({ part }) => part.write(bytes, offset));
        this.#memory ??= new Uint8Array(this.#size);
        this.#memory.set(bytes, offset);
        return Promise.resolve(ok(undefined));
      },
      read: (into, offset) => this.#with(({ part }) => part.read(into, offset)),
      sync: () => this.#with(({ part }) => part.sync()),
      truncate: (size) => this.#with(({ part }) => part.truncate(size)),
      identity: () => this.#with(({ part }) => part.identity()),
      close: () => this.#close('part'),
    };
  }

  #lateStore(): ControlFileStore {
    return {
      read: () => this.#with(({ store }) => store.read()),
      write: (bytes, offset) => {
        this.saved = true;
        return this.#with(({ store }) => store.write(bytes, offset));
      },
      sync: () => this.#with(({ store }) => store.sync()),
      close: () => this.#close('store'),
    };
  }
}
