import { Cookie, CookieJar as ToughJar } from 'tough-cookie';
import type { GivenCookie } from '../../../shared/model/cookie.ts';
import type { CookieJar } from '../ports/cookies.ts';

/** Bounds of what servers may leave here, each far above what any of them needs. */
const cookieLength = 8_192;
const cookiesOfReply = 100;
const cookiesMost = 3_000;

/**
 * Cookies by the rules of their library, which takes its time to load: domain, path, Secure and expiry as RFC 6265 has them, no
 * cookie for a whole public suffix, the __Host- and __Secure- prefixes kept to their word.
 */
export function cookiesByRule(given: readonly GivenCookie[]): Omit<CookieJar, 'ready'> {
  const jar = new ToughJar(null, { prefixSecurity: 'silent' });
  let taken = 0;
  const give = (cookies: readonly GivenCookie[]): void => {
    for (const cookie of cookies) putGiven(jar, cookie);
  };
  give(given);
  return {
    give,
    header(url) {
      try {
        const text = jar.getCookieStringSync(url);
        return text === '' ? null : text;
      } catch {
        // The library throws for a host whose whole name is one of those that RFC 6761 gives to nobody.
        return null;
      }
    },
    take(url, setCookie) {
      for (const line of setCookie.slice(0, cookiesOfReply)) {
        if (line.length > cookieLength || taken >= cookiesMost) continue;
        taken += 1;
        jar.setCookieSync(line, url, { ignoreError: true });
      }
    },
  };
}

function putGiven(jar: ToughJar, given: GivenCookie): void {
  const host = given.domain.includes(':') ? `[${given.domain}]` : given.domain;
  const address = `${given.secure ? 'https' : 'http'}://${host}${given.path}`;
  if (!URL.canParse(address)) return;
  const url = new URL(address);
  // An address has no hosts below it.
  const whole = given.subdomains && !/^\[|^\d+(\.\d+){3}$/.test(url.hostname);
  const cookie = new Cookie({
    key: given.name,
    value: given.value,
    path: given.path,
    secure: given.secure,
    httpOnly: given.httpOnly,
    expires: given.expires === null ? 'Infinity' : new Date(given.expires * 1_000),
    ...(whole ? { domain: url.hostname, hostOnly: false } : {}),
  });
  jar.setCookieSync(cookie, url, { ignoreError: true });
}
