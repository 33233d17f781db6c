import { longestAppLink } from '../../../../shared/model/intake.ts';
import { parseChecksum } from '../digests/checksum-text.ts';
import { readLink } from './line-links.ts';
import type { IntakeLink } from './intake-link.ts';

const longestName = 255;

export const appLinkStart = /^tributary:/i;

/**
 * `tributary://add?url=…&name=…&checksum=…`: one http or https address, at most once each, and nothing
 * else; null for everything else, and for an address with a user in it. It may come from any page, so its address leads to no private network
 * (row F7), it names no folder, and its name is one without control characters. It only asks: whoever
 * takes it shows the Add dialog.
 */
export function readAppLink(text: string): IntakeLink | null {
  if (text.length > longestAppLink || /[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return null;
  const link = new URL(text);
  const plain = link.username === '' && link.password === '' && link.port === '' && link.hash === '';
  if (link.protocol !== 'tributary:' || link.hostname !== 'add' || !plain) return null;
  if (link.pathname !== '' && link.pathname !== '/') return null;
  const given = [...link.searchParams];
  const keys = given.map(([key]) => key);
  if (new Set(keys).size !== keys.length || !keys.every((key) => known.has(key))) return null;
  const { url = '', name = '', checksum = '' } = Object.fromEntries(given);
  // What the parser of addresses would take out of the middle of one is no part of an address.
  const address = /[\s\p{Cc}]/u.test(url) ? null : readLink(url);
  if (address === null || /^https?:\/\/[^/]*@/.test(address.url)) return null;
  const sum = checksum === '' ? null : parseChecksum(checksum);
  if (sum?.ok === false || name.length > longestName || /[/\\\p{Cc}\p{Cf}]/u.test(name)) return null;
  return {
    url: address.url,
    mirrors: [],
    checksum: sum === null ? null : sum.value.checksum,
    reach: 'public',
    ...(name.trim() === '' ? {} : { name: name.trim() }),
  };
}

const known = new Set(['url', 'name', 'checksum']);
