import { dirname } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import {
  indexPlace,
  journalHead,
  journalTail,
  journalTailLength,
  readIndex,
  type JournalIndex,
} from '../policy/repair/repair-journal.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import type { PartFile } from '../ports/files.ts';

type JournalPorts = Pick<EnginePorts, 'files' | 'crc32'>;

/**
 * The bytes that are to be put into a file, in a file of their own beside it, until all of them are known to
 * be right. Nothing of the file itself is touched before the journal is whole and on the disk.
 */
export class Journal {
  readonly #ports: JournalPorts;
  readonly #file: PartFile;
  #length: number;
  #open = true;
  /** What an earlier repair had decided to write when it was cut short. */
  readonly pending: JournalIndex | null;

  private constructor(ports: JournalPorts, file: PartFile, length: number, pending: JournalIndex | null) {
    this.#ports = ports;
    this.#file = file;
    this.#length = length;
    this.pending = pending;
  }

  /** Opens the journal at `path`, or makes it; a file of somebody else is `file-exists`, and stays as it is. */
  static async open(ports: JournalPorts, path: string): Promise<Result<Journal, Failure>> {
    const kind = await ports.files.kind(path);
    if (!kind.ok) return kind;
    if (kind.value !== 'absent' && kind.value !== 'file') return fail({ code: 'file-exists' });
    const opened = await (kind.value === 'file' ? ports.files.openPart(path) : ports.files.createPart(path));
    if (!opened.ok) return opened;
    const file = opened.value;
    const pending = kind.value === 'file' ? await readPending(ports, file) : ok(null);
    const begun = !pending.ok || pending.value !== null ? pending : await begin(file);
    if (!begun.ok || !pending.ok) {
      await file.close();
      return fail(!begun.ok ? begun.failure : { code: 'file-exists' });
    }
    return ok(new Journal(ports, file, journalHead.length, pending.value));
  }

  /** Keeps bytes; the value is where they stand. */
  async append(bytes: Uint8Array): Promise<Result<number, Failure>> {
    const at = this.#length;
    this.#length += bytes.length;
    const written = await this.#file.write(bytes, at);
    return written.ok ? ok(at) : written;
  }

  async read(into: Uint8Array, at: number): Promise<Result<void, Failure>> {
    const read = await this.#file.read(into, at);
    if (!read.ok) return read;
    return read.value === into.length ? ok(undefined) : fail({ code: 'file-io', facts: { op: 'read' } });
  }

  /** From here on what the index says will be carried out, by this process or by the next one that looks. */
  async commit(index: JournalIndex): Promise<Result<void, Failure>> {
    const synced = await this.#file.sync();
    if (!synced.ok) return synced;
    const tail = journalTail(index, this.#length, this.#ports.crc32);
    const written = await this.#file.write(tail, this.#length);
    const safe = written.ok ? await this.#file.sync() : written;
    return safe.ok ? this.#ports.files.syncFolder(dirname(this.#file.path)) : safe;
  }

  /** Closes it and leaves it where it is. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#file.close();
  }

  /** Closes it and takes it away: it is carried out, or nothing came of it. */
  async remove(): Promise<Result<void, Failure>> {
    await this.close();
    return this.#ports.files.remove(this.#file.path);
  }
}

/** The index of a journal that was whole; null where it was not. */
async function readPending(
  ports: JournalPorts,
  file: PartFile,
): Promise<Result<JournalIndex | null, Failure>> {
  const identity = await file.identity();
  if (!identity.ok) return identity;
  const { size } = identity.value;
  const head = new Uint8Array(Math.min(size, journalHead.length));
  const read = await file.read(head, 0);
  if (!read.ok) return read;
  if (Buffer.compare(head, journalHead.subarray(0, head.length)) !== 0) return fail({ code: 'file-exists' });
  const tail = new Uint8Array(journalTailLength);
  if (size < journalHead.length + journalTailLength) return ok(null);
  const ended = await file.read(tail, size - journalTailLength);
  if (!ended.ok) return ended;
  const place = indexPlace(tail, size);
  if (place === null) return ok(null);
  const bytes = new Uint8Array(place.end - place.start);
  const indexed = await file.read(bytes, place.start);
  return indexed.ok ? ok(readIndex(bytes, place.crc, place.start, ports.crc32)) : indexed;
}

async function begin(file: PartFile): Promise<Result<void, Failure>> {
  const emptied = await file.truncate(0);
  return emptied.ok ? file.write(journalHead, 0) : emptied;
}
