import type { LinkFound } from '../../../shared/contract/types.ts';
import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { RequestHeaders } from '../../../shared/model/intake.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { RangeSupport } from '../../../shared/model/view.ts';
import { answersTo, type Duplicate, type DuplicateAnswer } from '../duplicates/duplicate.ts';
import { linkName } from './link-name.ts';

export type ProbeState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'known';
      readonly token: string;
      readonly name: string;
      readonly size: number | null;
      readonly ranges: RangeSupport;
      readonly cookies: number;
    }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly cookies: number };

/** What a person chose for a link; what is not chosen follows from the link. */
export interface LinkChoice {
  readonly ticked?: boolean;
  readonly checksum?: string;
  readonly answer?: DuplicateAnswer;
}

/** One link of the Add dialog, as it is shown. */
export interface LinkRow {
  readonly url: string;
  /** As the link was found with: which places it may lead to. */
  readonly reach: AddressSpace | undefined;
  readonly mirrors: readonly string[];
  readonly name: string;
  readonly ticked: boolean;
  readonly checksum: string;
  /** What a metalink says of the file; absent where none does. */
  readonly listed: Pick<LinkFound, 'name' | 'size' | 'pieces'>;
  /** What it is asked with besides: names are shown, values never. */
  readonly headers: RequestHeaders;
  /** As many as a script had parts of the file; null where the dialog's own number holds. */
  readonly connections: number | null;
  /** What there is of it already, and what to do about it; both null where there is nothing. */
  readonly duplicate: Duplicate | null;
  readonly answer: DuplicateAnswer | null;
  readonly probe: ProbeState;
}

export function linkRow(
  link: LinkFound,
  choice: LinkChoice | undefined,
  probe: ProbeState | undefined,
  duplicate: Duplicate | null,
): LinkRow {
  const answer = duplicate === null ? null : answerOf(duplicate, choice);
  return {
    url: link.url,
    reach: link.reach,
    mirrors: link.mirrors,
    name: rowName(link, probe),
    listed: {
      ...(link.name === undefined ? {} : { name: link.name }),
      ...(link.size === undefined ? {} : { size: link.size }),
      ...(link.pieces === undefined ? {} : { pieces: link.pieces }),
    },
    headers: link.headers ?? [],
    connections: link.connections ?? null,
    ticked: answer === null ? (choice?.ticked ?? true) : answer !== 'skip',
    checksum: choice?.checksum ?? link.checksum?.hex ?? '',
    duplicate,
    answer,
    probe: probe ?? { kind: 'waiting' },
  };
}

/** The name that is known best: a list's, the server's, the end of the address. */
export function rowName(link: LinkFound, probe: ProbeState | undefined): string {
  return link.name ?? (probe?.kind === 'known' ? probe.name : linkName(link.url));
}

/** A tick that was set or taken away before it was known to be a duplicate counts as the answer. */
function answerOf(duplicate: Duplicate, choice: LinkChoice | undefined): DuplicateAnswer {
  if (choice?.answer !== undefined) return choice.answer;
  if (choice?.ticked !== undefined) return choice.ticked ? 'number' : 'skip';
  return answersTo(duplicate)[0] ?? 'skip';
}
