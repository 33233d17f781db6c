import type { Sum } from '../../../shared/model/sums.ts';
import { readDigestFields, type FieldDigest } from '../policy/digests/digest-fields.ts';
import type { HeaderList } from '../policy/http-message/header-list.ts';
import { readLinkFields, type NamedMirror } from '../policy/metalink/link-fields.ts';
import type { Verdict } from '../policy/http-semantics/response-check.ts';
import { strongestSum } from '../policy/digests/sum-verdict.ts';

type Usable = Extract<Verdict, { kind: 'part' | 'whole' }>;

/** What the replies of one source said the sums of the whole file are. */
export class SourceSums {
  #sums: FieldDigest[] = [];
  /** Mirrors that its last reply to name any did (RFC 6249). */
  named: readonly NamedMirror[] = [];
  readonly #notes = new Set<string>();
  readonly #told = new Set<string>();

  get all(): readonly FieldDigest[] {
    return this.#sums;
  }

  /**
   * Takes the sums in a reply's fields or trailers, and the mirrors that a reply of `from` names. The value is the sum of what this very reply
   * carries, where it is a part of the file and one was sent.
   */
  take(headers: HeaderList, verdict: Usable, from: URL | null = null): Sum | null {
    const links = from === null ? [] : readLinkFields(headers, from).mirrors;
    if (links.length > 0) this.named = links;
    const everything =
      verdict.kind === 'whole' ||
      (verdict.start === 0 && verdict.end !== null && verdict.end === verdict.size);
    const { digests, notes } = readDigestFields(headers, {
      extent: everything ? 'everything' : 'part',
      coded: verdict.kind === 'whole' && verdict.decoder !== null,
    });
    for (const note of notes) this.#notes.add(note);
    for (const digest of digests) if (digest.scope === 'whole') this.#keep(digest);
    return strongestContent(digests);
  }

  /** What was passed over since the last call, once each. */
  newNotes(): string[] {
    const fresh = [...this.#notes].filter((note) => !this.#told.has(note));
    for (const note of fresh) this.#told.add(note);
    return fresh;
  }

  /** Other bytes will come. */
  clear(): void {
    this.#sums = [];
  }

  /** The first word counts: a later one that differs is another node's, or of another file. */
  #keep(digest: FieldDigest): void {
    const known = this.#sums.find(
      ({ field, algorithm }) => field === digest.field && algorithm === digest.algorithm,
    );
    if (known === undefined) this.#sums.push(digest);
    else if (known.hex !== digest.hex)
      this.#notes.add(`${digest.field} named another sum later: the first counts`);
  }
}

function strongestContent(digests: readonly FieldDigest[]): Sum | null {
  return strongestSum(digests.filter(({ scope }) => scope === 'content'));
}
