import type { Failure } from '../../../../shared/model/reasons.ts';
import type { HttpReplyHead } from '../../ports/transport.ts';
import { cookieHeader } from '../../policy/credentials/cookie-header.ts';
import { headerValues } from '../../policy/http-message/header-list.ts';
import { besides } from '../../policy/servers/server-fields.ts';
import type { Source } from '../source.ts';
import { notLetIn } from './not-let-in.ts';
import type { Shown } from './source-auth.ts';

type Header = readonly [name: string, value: string];

/**
 * Challenges that one request is answered to at most: credentials in turn, and nonces that other
 * connections have used up meanwhile.
 */
export const answersMost = 10;

/** What one request carries to be let in, and what else the user set for its origin. */
export interface Entry {
  readonly headers: readonly Header[];
  readonly shown: Shown | null;
  /** Whether cookies that the user gave are among them. */
  readonly givenCookies: boolean;
}

/**
 * What goes with a request for an address of this source, besides what the engine asks for. Fields
 * that the user set go to the source's own origin (scheme, host and port) alone, and so come back with
 * a redirect that does; credentials go to the origin that they are of; what a profile sets goes to
 * its servers, and gives way to what the user set for the download; cookies by the rules of their own. An Authorization that the user set is the answer, whatever is asked.
 */
export function entryTo(source: Source, url: URL): Entry {
  const set = url.origin === source.url.origin ? source.headers : [];
  const profile = source.access.ports.servers?.fieldsFor(url) ?? [];
  const own = [...set, ...besides(set, profile, source.access.own(url.origin) !== null)];
  const named = (name: string): string[] =>
    own.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  const shown = named('authorization').length > 0 ? null : source.auth.show(url);
  const userCookies = named('cookie');
  const cookie = cookieHeader(userCookies, source.access.jar.header(url));
  const headers: Header[] = own.filter(([name]) => name.toLowerCase() !== 'cookie');
  if (shown !== null) headers.push(['Authorization', shown.header]);
  if (cookie !== null) headers.push(['Cookie', cookie]);
  return {
    headers,
    shown,
    givenCookies: userCookies.length > 0 || (cookie !== null && source.access.givenCookies),
  };
}

/**
 * Takes what a reply says of being let in: its cookies are kept, and its challenge is answered.
 * `again`: the request is worth sending once more. Null: nobody was turned away. Else why the user has
 * to do something.
 */
export function admission(
  source: Source,
  url: URL,
  entry: Entry,
  head: HttpReplyHead,
): 'again' | Failure | null {
  source.access.jar.take(url, headerValues(head.headers, 'set-cookie'));
  const { status } = head;
  if (entry.shown !== null && (status < 400 || status === 416)) source.auth.accepted(url, entry.shown);
  if (status === 401) {
    const own = entry.headers.some(([name]) => name.toLowerCase() === 'authorization');
    const answer =
      own && entry.shown === null
        ? source.auth.refusedOwn(url, head)
        : source.auth.answer(url, head, entry.shown);
    if (answer !== null) return answer;
  }
  if (entry.givenCookies && (status === 401 || status === 403)) {
    return notLetIn(url, 'cookies', status);
  }
  return null;
}
