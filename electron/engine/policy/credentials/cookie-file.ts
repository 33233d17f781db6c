import type { GivenCookie } from '../../../../shared/model/cookie.ts';

/** A cookies.txt, read; `wrong` are the numbers of lines that hold no cookie, from 1. */
export interface CookieFile {
  readonly cookies: readonly GivenCookie[];
  readonly wrong: readonly number[];
}

const httpOnlyMark = '#HttpOnly_';

/**
 * Reads the file that browsers' extensions and curl write (once Netscape's): seven fields with tabs
 * between them, domain, whether it has hosts below, path, secure, expiry in seconds (0: the session),
 * name, value. Lines that begin with # are remarks, but for #HttpOnly_.
 */
export function readCookieFile(text: string): CookieFile {
  const cookies: GivenCookie[] = [];
  const wrong: number[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const httpOnly = raw.startsWith(httpOnlyMark);
    const line = httpOnly ? raw.slice(httpOnlyMark.length) : raw;
    if (line.trim() === '' || (!httpOnly && line.startsWith('#'))) continue;
    const cookie = cookieOf(line, httpOnly);
    if (cookie === null) wrong.push(index + 1);
    else cookies.push(cookie);
  }
  return { cookies, wrong };
}

function cookieOf(line: string, httpOnly: boolean): GivenCookie | null {
  const fields = line.split('\t');
  const [domain = '', below = '', path = '', secure = '', expiry = '', name = '', ...rest] = fields;
  const value = rest.join('\t');
  const expires = /^-?\d{1,15}(\.\d+)?$/.test(expiry) ? Math.floor(Number(expiry)) : null;
  // A name or a value with a sign that would end it, or the header, is none (RFC 6265 section 4.1.1).
  const sendable = /^[^\s;=,\p{Cc}]+$/u.test(name) && /^[^;\p{Cc}]*$/u.test(value);
  const host = domain.replace(/^\./, '').toLowerCase();
  if (fields.length < 6 || expires === null || !sendable || !/^[^\s/?#@\\]+$/.test(host)) return null;
  if (!path.startsWith('/')) return null;
  return {
    domain: host,
    subdomains: isTrue(below) || domain.startsWith('.'),
    path,
    secure: isTrue(secure),
    httpOnly,
    expires: expires <= 0 ? null : expires,
    name,
    value,
  };
}

function isTrue(text: string): boolean {
  return text.toUpperCase() === 'TRUE';
}
