import type { AddressSpace } from '../../shared/model/address-space.ts';
import type { Checksum } from '../../shared/model/checksum.ts';
import type { GivenCookie } from '../../shared/model/cookie.ts';
import { defaultQueue } from '../../shared/model/queue.ts';
import type { Credential } from '../../shared/model/credential.ts';
import type { KnownSum, PieceHashes, Sum } from '../../shared/model/sums.ts';
import { usablePieces } from './policy/digests/piece-hashes.ts';
import { withoutUserInfo } from './policy/credentials/user-info.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import type { Access } from './sources/access/access.ts';
import type { RequestExtras } from './sources/request-extras.ts';

/** What is asked for when a download is added. */
export interface DownloadRequest {
  readonly url: URL;
  readonly mirrors?: readonly URL[];
  /** Where the links are from when the user did not give them: they lead to no nearer place (row F7). */
  readonly reach?: AddressSpace | null;
  readonly folder: string;
  /** Nobody chose the folder: that of its category may take its place. */
  readonly sorts?: boolean;
  /** Id of a category, empty for none; absent: by rule. */
  readonly category?: string | null;
  /** A safe file name, or null to take the server's. */
  readonly name?: string | null;
  readonly connections: number;
  readonly checksum?: Checksum | null;
  /** A sum that a list names, such as a metalink: the person's own decides before it. */
  readonly listSum?: Sum | null;
  /** Bytes that a list says it has: a server with a file of another length is not used. */
  readonly listSize?: number | null;
  /** Sums of pieces, by which bad ones come again. */
  readonly pieces?: PieceHashes | null;
  /** Sent to the URL's origin only; stored apart from the list, sealed, or not at all. */
  readonly headers?: readonly (readonly [string, string])[];
  /**
   * Who the user is at the URL's origin, unless the URL tells another; it and what stands in URLs is
   * never stored.
   */
  readonly credential?: Credential | null;
  /** Sent by the rules of their own, and never stored. */
  readonly cookies?: readonly GivenCookie[];
  /** What another download is let in with, to be shared with it. */
  readonly access?: Access;
  /** Path of a file that another program left half done: what it has is used once samples agree. */
  readonly givenFile?: string | null;
  /** One of its addresses, to get the connections that the others need not have. */
  readonly preferred?: URL;
  /** Id of a queue; absent: the default one. */
  readonly queue?: string;
  /** False: added paused. */
  readonly start?: boolean;
  /** A complete file that is there already will do. */
  readonly acceptExisting?: boolean;
  /** Token of an earlier `probe`; without it a probe of the same address is gone on with too. */
  readonly probe?: string;
}

/** The record of a download that was just asked for; `now` is milliseconds since the epoch. */
export function newRecord(request: DownloadRequest, id: string, now: number, order: number): DownloadRecord {
  const { pieces = null } = request;
  return {
    id,
    url: request.url.href,
    mirrors: (request.mirrors ?? []).map((mirror) => mirror.href),
    reach: request.reach ?? null,
    folder: request.folder,
    askedName: request.name ?? null,
    target: null,
    size: null,
    received: 0,
    connections: request.connections,
    limit: 0,
    expected: request.checksum ?? null,
    computed: null,
    sums: knownSumOf(request.listSum ?? null),
    pieces: pieces === null ? null : usablePieces(pieces),
    state: request.start === false ? { kind: 'paused' } : { kind: 'queued' },
    validator: null,
    addedAt: now,
    completedAt: null,
    queue: request.queue ?? defaultQueue,
    order,
    outcome: null,
    fileMark: null,
    category: request.category ?? null,
    sorts: request.sorts ?? false,
    comment: '',
    listedSize: request.listSize ?? null,
    preferred: request.preferred === undefined ? null : bareAddress(request.preferred),
    trashedAt: null,
  };
}

/** An address as its source has it. */
function bareAddress(address: URL): string {
  const { url } = withoutUserInfo(address);
  url.hash = '';
  return url.href;
}

/** What changes where another address takes the place of the first one. */
export function withLink({ url, mirrors, preferred }: DownloadRecord, link: string): Partial<DownloadRecord> {
  return {
    url: link,
    mirrors: mirrors.filter((mirror) => mirror !== link),
    preferred: preferred === url ? link : preferred,
  };
}

/** What a download was asked for with, to be asked for once more. */
export function requestAgain(record: DownloadRecord, extras: RequestExtras): DownloadRequest {
  const { mirrors, reach, folder, connections, expected, askedName, queue } = record;
  const url = new URL(record.url);
  return {
    url,
    mirrors: mirrors.map((mirror) => new URL(mirror)),
    reach,
    folder,
    name: askedName,
    connections,
    checksum: expected,
    headers: extras.headersFor(url),
    queue,
    access: extras.access,
  };
}

function knownSumOf(sum: Sum | null): KnownSum[] {
  return sum === null ? [] : [{ ...sum, origin: 'list', from: '', field: '', verdict: 'pending' }];
}

/** Whether it asks as a probe does: with an address, headers and cookies only. */
export function isPlain({ credential = null, access }: DownloadRequest): boolean {
  return credential === null && access === undefined;
}
