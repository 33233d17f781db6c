import type { RequestHeaders } from '../../../shared/model/intake.ts';
import type { LinkRow } from './link-row.ts';

/** Headers as a call takes them; undefined where there are none. */
export function headersToSend(headers: RequestHeaders | undefined): [string, string][] | undefined {
  return headers?.map(([name, value]) => [name, value]);
}

/** An item of the call `add` with headers, where there are any. */
export function withHeaders<Item extends object>(item: Item, headers: RequestHeaders) {
  return headers.length === 0 ? item : { ...item, headers: headersToSend(headers) };
}

/**
 * Rows as the call `add` takes them.
 *
 * @param early a sum that was pasted before there was a row for it: that of the only one
 * @param typed headers for all of them
 * @param givenFile a file that another program left half done, of the only one; empty for none
 * @param ownConnections whether rows that come with a number of connections keep it
 */
export function addedItems(
  rows: readonly LinkRow[],
  early: string,
  ownConnections: boolean,
  givenFile: string,
  typed: RequestHeaders,
) {
  return rows.map(({ url, reach, mirrors, checksum, listed, headers, connections, probe }) => ({
    url,
    reach,
    mirrors: [...mirrors],
    checksum: checksum.trim() || (rows.length === 1 ? early.trim() : ''),
    ...(listed.name === undefined ? {} : { name: listed.name }),
    ...(listed.pieces === undefined ? {} : { pieces: { ...listed.pieces, sums: [...listed.pieces.sums] } }),
    ...(listed.size === undefined ? {} : { size: listed.size }),
    ...withHeaders({}, [...headers, ...typed]),
    ...(connections === null || !ownConnections ? {} : { connections }),
    ...(rows.length === 1 && givenFile !== '' ? { givenFile } : {}),
    ...(probe.kind === 'known' ? { probe: probe.token } : {}),
  }));
}
