import { isRunning } from '../../shared/model/state.ts';
import type { Download } from './download.ts';
import type { DownloadRecord } from './ports/catalog.ts';

/** What the list looks at of a download. */
type Listed = Pick<Download, 'id' | 'state' | 'record'>;

/** The downloads of an engine by their ids, in the order in which they came. */
export class DownloadList<T extends Listed = Download> {
  readonly #all = new Map<string, T>();
  /** Those that may run: a completed one never does again. */
  readonly #unfinished = new Set<T>();
  readonly #running = new Set<T>();
  /** Those that wait for their turn, the next one last; null: to be lined up anew. */
  #line: T[] | null = null;

  add(download: T): void {
    this.#all.set(download.id, download);
    this.#unfinished.add(download);
    if (download.state.kind === 'queued') this.lineUp();
  }

  get(id: string): T | undefined {
    return this.#all.get(id);
  }

  has(id: string): boolean {
    return this.#all.has(id);
  }

  delete(download: T): void {
    this.#all.delete(download.id);
    this.#unfinished.delete(download);
    this.lineUp();
  }

  all(): readonly T[] {
    return [...this.#all.values()];
  }

  /** One more waits for its turn, or their order is another one. */
  lineUp(): void {
    this.#line = null;
  }

  /** It begins to run. */
  begin(download: T): void {
    this.#running.add(download);
  }

  /** The records of those that run. */
  *running(): Generator<DownloadRecord> {
    for (const download of this.#running) {
      if (isRunning(download.state)) yield download.record;
      else this.#running.delete(download);
    }
  }

  /** The records of those that wait for their turn, in its order. A long list is not looked at as a whole. */
  *waiting(): Generator<DownloadRecord> {
    const line = (this.#line ??= this.#lined());
    for (let at = line.length - 1; at >= 0; at -= 1) {
      const download = line[at];
      if (download?.state.kind === 'queued') yield download.record;
      else if (at === line.length - 1) line.pop();
    }
  }

  /** The records of all that are not completed. */
  unfinished(): readonly DownloadRecord[] {
    const records: DownloadRecord[] = [];
    for (const download of this.#unfinished) {
      if (download.state.kind === 'completed') this.#unfinished.delete(download);
      else records.push(download.record);
    }
    return records;
  }

  #lined(): T[] {
    return [...this.#unfinished]
      .filter(({ state }) => state.kind === 'queued')
      .sort((a, b) => b.record.order - a.record.order);
  }
}
