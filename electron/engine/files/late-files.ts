import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { ControlFileStore, FileSystem, PartFile } from '../ports/files.ts';

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
  /** The bytes so far; null when they are in the part file. */
  #memory: Uint8Array | null;
  #making: Promise<Result<Made, Failure>> | null = null;
  /** Whether the control file says anything yet. */
  saved = false;
  readonly #on = new Set<'part' | 'control'>();

  /** `size` is that of the whole file in bytes. */
  constructor(files: FileSystem, paths: { readonly part: string; readonly control: string }, size: number) {
    this.#files = files;
    this.#paths = paths;
    this.#memory = new Uint8Array(size);
    this.part = this.#latePart();
    this.store = this.#lateStore();
  }

  /** Whether nothing of it is on the disk yet. */
  get pending(): boolean {
    return this.#making === null;
  }

  /** Whether this file was made here. */
  has(which: 'part' | 'control'): boolean {
    return this.#on.has(which);
  }

  /** Makes both files, with the bytes that have come. */
  make(): Promise<Result<Made, Failure>> {
    this.#making ??= this.#make();
    return this.#making;
  }

  async #make(): Promise<Result<Made, Failure>> {
    const store = await this.#files.createControl(this.#paths.control);
    if (!store.ok) return store;
    this.#on.add('control');
    const part = await this.#files.createPart(this.#paths.part);
    const written = part.ok ? await part.value.write(this.#memory ?? new Uint8Array(), 0) : part;
    if (part.ok) this.#on.add('part');
    if (part.ok && written.ok) {
      this.#memory = null;
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
        const memory = this.pending ? this.#memory : null;
        if (memory === null || offset + bytes.length > memory.length)
          return this.#with(({ part }) => part.write(bytes, offset));
        memory.set(bytes, offset);
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
