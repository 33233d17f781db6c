import type { GivenCookie } from '../../../shared/model/cookie.ts';

/** The cookies of one download (RFC 6265), in memory only. */
export interface CookieJar {
  /** What `header` has to wait for; null where nothing. */
  ready(): Promise<void> | null;
  /** The value of the Cookie field for a request to this address; null where there is none. */
  header(url: URL): string | null;
  /** Takes more cookies that the user gave. */
  give(cookies: readonly GivenCookie[]): void;
  /** Takes the Set-Cookie fields of a reply; what is malformed or not the server's to set is passed over. */
  take(url: URL, setCookie: readonly string[]): void;
}

/** A new jar with the cookies that the user gave. */
export type NewCookieJar = (given: readonly GivenCookie[]) => CookieJar;
