import type { Checksum } from '../../../shared/model/checksum.ts';
import { fileText } from '../../../shared/model/file-text.ts';
import type { EngineLimits } from '../engine-options.ts';
import {
  isNoText,
  sidecarBytesMost,
  sidecarName,
  sidecarsOf,
  sumInSidecar,
} from '../policy/digests/sidecar-sums.ts';
import { headerValue } from '../policy/http-message/header-list.ts';
import type { Transport } from '../ports/transport.ts';
import { entryTo } from '../sources/access/entry.ts';
import type { Source } from '../sources/source.ts';

/** Folders that are remembered. */
const foldersMost = 1_000;

/** A sum of a file beside the download, and that file's name. */
export interface SidecarSum extends Checksum {
  readonly field: string;
}

/** What one folder turned out to have. */
interface Folder {
  /** Texts of its lists, by address; null where there is none. */
  readonly lists: Map<string, Promise<string | null>>;
  /** No more is asked for in it: it has no such files, or the server wants to be left alone. */
  closed: boolean;
  /** Whether files of single files were looked for without finding any. */
  ownless: boolean;
}

/**
 * Looks for sums in files beside a download: politely, each once, one after the other, at its own origin and
 * no redirect followed. What a folder has is remembered, so that a batch of files asks once.
 */
export class SidecarLists {
  readonly #transport: Transport;
  readonly #limits: Pick<EngineLimits, 'timeout'>;
  readonly #folders = new Map<string, Folder>();

  constructor(transport: Transport, limits: Pick<EngineLimits, 'timeout'>) {
    this.#transport = transport;
    this.#limits = limits;
  }

  /** The sum of a source's file; null where none is found, or the signal ends the search. */
  async sumFor(source: Source, signal: AbortSignal): Promise<SidecarSum | null> {
    const beside = sidecarsOf(source.url);
    if (beside === null) return null;
    const folder = this.#folder(beside.folder);
    for (const list of beside.lists) {
      const text = await this.#list(folder, source, list, signal);
      const sum = text === null ? null : sumInSidecar(text, beside.name, list, false);
      if (sum !== null) return { ...sum, field: sidecarName(list) };
      if (folder.closed || signal.aborted) return null;
    }
    if (folder.ownless) return null;
    for (const own of beside.own) {
      const text = await this.#fetch(folder, source, own, signal);
      const sum = text === null ? null : sumInSidecar(text, beside.name, own, true);
      if (sum !== null) return { ...sum, field: sidecarName(own) };
      if (folder.closed || signal.aborted) return null;
    }
    folder.ownless = true;
    return null;
  }

  #folder(href: string): Folder {
    const known = this.#folders.get(href);
    if (known !== undefined) return known;
    const folder: Folder = { lists: new Map(), closed: false, ownless: false };
    this.#folders.set(href, folder);
    const [oldest] = this.#folders.keys();
    if (this.#folders.size > foldersMost && oldest !== undefined) this.#folders.delete(oldest);
    return folder;
  }

  /** A search that was ended early leaves nothing behind: the next one asks again. */
  #list(folder: Folder, source: Source, list: URL, signal: AbortSignal): Promise<string | null> {
    const known = folder.lists.get(list.href);
    if (known !== undefined) return known;
    const asked = this.#fetch(folder, source, list, signal).then((text) => {
      if (signal.aborted) folder.lists.delete(list.href);
      return text;
    });
    folder.lists.set(list.href, asked);
    return asked;
  }

  async #fetch(folder: Folder, source: Source, url: URL, signal: AbortSignal): Promise<string | null> {
    if (folder.closed || signal.aborted) return null;
    const { timeout } = this.#limits;
    const opened = await this.#transport.open(
      {
        url,
        headers: [
          ['Accept', 'text/plain, */*;q=0.1'],
          ['Accept-Encoding', 'identity'],
          ...entryTo(source, url).headers,
        ],
        reach: source.reach,
        connectTimeout: timeout,
        firstByteTimeout: timeout,
        idleTimeout: timeout,
      },
      signal,
    );
    if (!opened.ok) {
      if (!signal.aborted) folder.closed = true;
      return null;
    }
    const reply = opened.value;
    const { status, headers, framing } = reply.head;
    const length = framing.kind === 'length' ? framing.length : 0;
    const isText = headerValue(headers, 'content-encoding') === null && length <= sidecarBytesMost;
    if (status !== 200 || !isText) {
      reply.cancel();
      // Not there is the usual answer; any other asks to be left alone.
      if (status !== 404 && status !== 410) folder.closed = true;
      return null;
    }
    const chunks: Uint8Array[] = [];
    let taken = 0;
    const end = await reply.receive({
      write(chunk) {
        taken += chunk.length;
        if (taken > sidecarBytesMost) return 'enough';
        chunks.push(chunk.slice());
        return 'more';
      },
    });
    if (end.kind !== 'whole') return null;
    const text = fileText(Buffer.concat(chunks));
    if (isNoText(text)) folder.closed = true;
    return text;
  }
}
