import type { DownloadView } from '../../shared/model/view.ts';

/** What is looked for: words in any order, each of which must be found. Empty: everything is shown. */
export type SearchTerms = readonly string[];

export const noTerms: SearchTerms = [];

/** The words of a search as they are compared: composed and in small letters. */
export function searchTerms(text: string): SearchTerms {
  const words = folded(text).split(/\s+/u).filter(Boolean);
  return words.length === 0 ? noTerms : [...new Set(words)];
}

/** Whether every word stands somewhere in the name, in the comment or in the address, of which the host is a part. */
export function isFound(download: DownloadView, terms: SearchTerms): boolean {
  if (terms.length === 0) return true;
  const text = searchedText(download);
  return terms.every((term) => text.includes(term));
}

/** The texts of a download never change once it is shown: a change makes a new one. */
const texts = new WeakMap<DownloadView, string>();

function searchedText(download: DownloadView): string {
  const known = texts.get(download);
  if (known !== undefined) return known;
  const { name, url, comment } = download;
  const text = [name, readable(url), comment].map(folded).join('\n');
  texts.set(download, text);
  return text;
}

/** An address as a person would type it, besides as it is sent. */
function readable(url: string): string {
  try {
    const decoded = decodeURI(url);
    return decoded === url ? url : `${url}\n${decoded}`;
  } catch {
    return url;
  }
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** A piece of a text, and whether a search found it. */
export interface TextPiece {
  readonly text: string;
  readonly found: boolean;
}

/** A text cut where the words of a search begin and end; in one piece where none stands in it. */
export function textPieces(text: string, terms: SearchTerms): readonly TextPiece[] {
  const compared = folded(text);
  // Places in the one are places in the other only where no letter became two.
  if (terms.length === 0 || compared.length !== text.length) return [{ text, found: false }];
  const marks = new Array<boolean>(text.length).fill(false);
  for (const term of terms) {
    for (let at = compared.indexOf(term); at !== -1; at = compared.indexOf(term, at + 1)) {
      marks.fill(true, at, at + term.length);
    }
  }
  const pieces: TextPiece[] = [];
  for (let from = 0; from < text.length;) {
    const found = marks[from] === true;
    const change = marks.indexOf(!found, from);
    const to = change === -1 ? text.length : change;
    pieces.push({ text: text.slice(from, to), found });
    from = to;
  }
  return pieces;
}
