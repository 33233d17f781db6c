import type { HeaderList } from '../../policy/http-message/header-list.ts';
import { isObject, isObjectOf, isText, type Guard } from '../../policy/json-shape.ts';
import type { KeptHeaders } from '../../ports/kept-headers.ts';
import type { Log } from '../../ports/log.ts';
import { readSealed, writeSealed, type PasswordSealing } from './sealed-file.ts';

type Document = Readonly<Record<'downloads', Readonly<Record<string, HeaderList>>>>;

const isField: Guard<readonly [string, string]> = (value): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every(isText);

const isHeadersById: Guard<Document['downloads']> = (value): value is Document['downloads'] =>
  isObject(value) &&
  Object.values(value).every((headers) => Array.isArray(headers) && headers.every(isField));

const isDocument = isObjectOf<Document>({ downloads: isHeadersById });

/** Headers of downloads in memory and, where secrets can be kept, in one sealed file. */
export class HeaderStore implements KeptHeaders {
  readonly #path: string;
  readonly #sealing: PasswordSealing;
  readonly #log: Log;
  readonly #known: Map<string, HeaderList>;
  #saving: Promise<void> = Promise.resolve();

  private constructor(path: string, sealing: PasswordSealing, log: Log, known: Map<string, HeaderList>) {
    this.#path = path;
    this.#sealing = sealing;
    this.#log = log;
    this.#known = known;
  }

  static async open(path: string, sealing: PasswordSealing, log: Log): Promise<HeaderStore> {
    const read = sealing.kept === 'nowhere' ? null : await readSealed(path, sealing, isDocument, log);
    if (read?.ok === false) log.warn('The headers of downloads cannot be read', { code: read.failure.code });
    const known = read?.ok === true ? Object.entries(read.value?.downloads ?? {}) : [];
    return new HeaderStore(path, sealing, log, new Map(known));
  }

  find(id: string): HeaderList {
    return this.#known.get(id) ?? [];
  }

  keep(id: string, headers: HeaderList): void {
    this.#known.set(id, headers);
    this.#save();
  }

  retain(ids: ReadonlySet<string>): void {
    const gone = [...this.#known.keys()].filter((id) => !ids.has(id));
    for (const id of gone) this.#known.delete(id);
    if (gone.length > 0) this.#save();
  }

  /** Resolves when all that is known is written. */
  saved(): Promise<void> {
    return this.#saving;
  }

  /** One write after the other, each of what is known then. */
  #save(): void {
    if (this.#sealing.kept === 'nowhere') return;
    this.#saving = this.#saving.then(async () => {
      const document: Document = { downloads: Object.fromEntries(this.#known) };
      const written = await writeSealed(this.#path, this.#sealing, document);
      if (!written.ok)
        this.#log.warn('The headers of downloads cannot be saved', { code: written.failure.code });
    });
  }
}
