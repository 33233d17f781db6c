import type { LinkFound } from '../../../shared/contract/types.ts';
import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { RequestHeaders } from '../../../shared/model/intake.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { RangeSupport } from '../../../shared/model/view.ts';
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
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What a person chose for a link; what is not chosen follows from the link. */
export interface LinkChoice {
  readonly ticked?: boolean;
  readonly checksum?: string;
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
  /** Stands in the list of downloads already. */
  readonly duplicate: boolean;
  readonly probe: ProbeState;
}

export function linkRow(
  link: LinkFound,
  choice: LinkChoice | undefined,
  probe: ProbeState | undefined,
  duplicate: boolean,
): LinkRow {
  return {
    url: link.url,
    reach: link.reach,
    mirrors: link.mirrors,
    name: link.name ?? (probe?.kind === 'known' ? probe.name : linkName(link.url)),
    listed: {
      ...(link.name === undefined ? {} : { name: link.name }),
      ...(link.size === undefined ? {} : { size: link.size }),
      ...(link.pieces === undefined ? {} : { pieces: link.pieces }),
    },
    headers: link.headers ?? [],
    connections: link.connections ?? null,
    ticked: choice?.ticked ?? !duplicate,
    checksum: choice?.checksum ?? link.checksum?.hex ?? '',
    duplicate,
    probe: probe ?? { kind: 'waiting' },
  };
}
