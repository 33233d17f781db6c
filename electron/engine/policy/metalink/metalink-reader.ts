import type { Checksum } from '../../../../shared/model/checksum.ts';
import { strongestSum } from '../digests/sum-verdict.ts';
import { mostPieces, usablePieces } from '../digests/piece-hashes.ts';
import {
  algorithmInMetalink,
  nameInMetalink,
  sumInMetalink,
  urlInMetalink,
  type MetalinkFile,
  type MetalinkUrl,
} from './metalink-file.ts';

const mostFiles = 1_000;
/** Addresses of one file that are looked at, and that are kept. */
const mostRead = 10_000;
export const mostUrls = 100;
const mostSums = 16;
const mostNotes = 100;
const longestValue = 65_536;
const lastPriority = 999_999;

type Attributes = ReadonlyMap<string, string>;

interface Draft {
  readonly name: string;
  size: number | null;
  readonly sums: Checksum[];
  readonly urls: MetalinkUrl[];
  readonly known: Set<string>;
  urlsRead: number;
  pieces: { readonly type: string; readonly length: number; readonly sums: string[] } | null;
  readonly signatures: string[];
}

interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  text: string;
}

/** Puts files together out of a metalink's elements, as they open and close. What is unknown is passed over. */
export class MetalinkReader {
  readonly files: MetalinkFile[] = [];
  readonly notes: string[] = [];
  readonly #version: 3 | 4;
  readonly #path: Element[] = [];
  #draft: Draft | null = null;

  constructor(version: 3 | 4) {
    this.#version = version;
  }

  open(name: string, attributes: Attributes): void {
    this.#path.push({ name, attributes, text: '' });
    if (name === 'file') {
      const given = attributes.get('name') ?? '';
      this.#draft = {
        name: given,
        size: null,
        sums: [],
        urls: [],
        known: new Set(),
        urlsRead: 0,
        pieces: null,
        signatures: [],
      };
    }
    // Of several lists of pieces the first that is usable counts.
    if (name === 'pieces' && this.#draft !== null && this.#draft.pieces === null) {
      const type = attributes.get('type') ?? '';
      if (algorithmInMetalink(type) === null) return;
      this.#draft.pieces = { type, length: wholeNumber(attributes.get('length') ?? '') ?? 0, sums: [] };
    }
  }

  text(piece: string): void {
    const element = this.#path.at(-1);
    if (element !== undefined && element.text.length < longestValue) element.text += piece;
  }

  close(): void {
    const element = this.#path.pop();
    const draft = this.#draft;
    if (element === undefined || draft === null) return;
    switch (element.name) {
      case 'file':
        this.#draft = null;
        return this.#keep(draft);
      case 'size':
        draft.size ??= wholeNumber(element.text.trim());
        return;
      case 'hash':
        return this.#takeHash(draft, element);
      case 'url':
        return this.#takeUrl(draft, element);
      case 'signature':
        if (draft.signatures.length < mostSums) draft.signatures.push(element.text.trim());
        return;
    }
  }

  #takeHash(draft: Draft, { attributes, text }: Element): void {
    const parent = this.#path.at(-1);
    if (parent?.name !== 'pieces') {
      const sum = sumInMetalink(attributes.get('type') ?? '', text);
      if (sum !== null && draft.sums.length < mostSums) draft.sums.push(sum);
      return;
    }
    const { pieces } = draft;
    if (pieces === null || pieces.type !== parent.attributes.get('type') || pieces.sums.length >= mostPieces)
      return;
    pieces.sums.push(text.trim().toLowerCase());
  }

  #takeUrl(draft: Draft, { attributes, text }: Element): void {
    draft.urlsRead += 1;
    if (draft.urlsRead > mostRead) return;
    const url = this.#isOfFile(attributes) ? urlInMetalink(text) : null;
    if (url === null || draft.known.has(url)) return;
    const location = (attributes.get('location') ?? '').trim().toLowerCase();
    draft.known.add(url);
    draft.urls.push({
      url,
      priority: this.#priority(attributes),
      location: /^[a-z]{2}$/.test(location) ? location : '',
    });
  }

  /** Version 3 also lists the addresses of torrents, which are no addresses of the file. */
  #isOfFile(attributes: Attributes): boolean {
    const type = (attributes.get('type') ?? '').trim().toLowerCase();
    return this.#version !== 3 || type === '' || type === 'http' || type === 'https';
  }

  /** Version 3 has preferences instead, 100 the best. */
  #priority(attributes: Attributes): number {
    const preference = wholeNumber(attributes.get('preference') ?? '');
    if (this.#version === 3) return preference === null ? lastPriority : Math.max(1, 101 - preference);
    const priority = wholeNumber(attributes.get('priority') ?? '');
    return priority === null || priority < 1 || priority > lastPriority ? lastPriority : priority;
  }

  #keep(draft: Draft): void {
    const name = nameInMetalink(draft.name);
    if (name === null) return this.#note('A file whose name leads out of its folder was passed over');
    if (draft.urls.length === 0) return this.#note(`${name} has no http or https address`);
    if (this.files.length >= mostFiles)
      return this.#note(`More than ${mostFiles} files: the rest was passed over`);
    const urls = draft.urls.toSorted((a, b) => a.priority - b.priority).slice(0, mostUrls);
    const sum = strongestSum(draft.sums);
    this.files.push({
      name,
      size: draft.size,
      sum,
      pieces: piecesOf(draft),
      urls,
      signatures: draft.signatures,
    });
  }

  #note(text: string): void {
    if (this.notes.length < mostNotes && !this.notes.includes(text)) this.notes.push(text);
  }
}

function piecesOf({ pieces }: Draft): MetalinkFile['pieces'] {
  const algorithm = pieces === null ? null : algorithmInMetalink(pieces.type);
  if (pieces === null || algorithm === null) return null;
  return usablePieces({ algorithm, length: pieces.length, sums: pieces.sums });
}

function wholeNumber(text: string): number | null {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : null;
}
