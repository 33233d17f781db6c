import type { Download } from './download.ts';
import type { DownloadRecord } from './ports/catalog.ts';

/** The downloads of an engine by their ids, in the order in which they came. */
export class DownloadList {
  readonly #all = new Map<string, Download>();
  /** Those that may run: a completed one never does again. */
  readonly #unfinished = new Set<Download>();

  add(download: Download): void {
    this.#all.set(download.id, download);
    this.#unfinished.add(download);
  }

  get(id: string): Download | undefined {
    return this.#all.get(id);
  }

  has(id: string): boolean {
    return this.#all.has(id);
  }

  delete(download: Download): void {
    this.#all.delete(download.id);
    this.#unfinished.delete(download);
  }

  all(): readonly Download[] {
    return [...this.#all.values()];
  }

  /** The records of all that are not completed: of a long list, what has to be looked at often. */
  unfinished(): readonly DownloadRecord[] {
    const records: DownloadRecord[] = [];
    for (const download of this.#unfinished) {
      if (download.state.kind === 'completed') this.#unfinished.delete(download);
      else records.push(download.record);
    }
    return records;
  }
}
