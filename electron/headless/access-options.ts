import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCookieFile } from '../engine/policy/credentials/cookie-file.ts';
import { netrcCredential, readNetrc, type NetrcEntry } from '../engine/policy/credentials/netrc.ts';
import type { Credentials } from '../engine/ports/credentials.ts';
import type { GivenCookie } from '../../shared/model/cookie.ts';
import type { Credential } from '../../shared/model/credential.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { askPassword } from './ask-password.ts';
import type { CommandIo } from './command-io.ts';

/** How `tributary get` is let in, as typed. */
export interface AccessOptions {
  /** `NAME` or `NAME:PASSWORD`. */
  readonly user: string | null;
  readonly passwordFile: string | null;
  readonly netrc: boolean;
  /** Path of a cookies.txt. */
  readonly cookies: string | null;
}

/** What downloads are let in with. */
export interface Access {
  /** At the origin of each address that was given. */
  readonly credential: Credential | null;
  readonly cookies: readonly GivenCookie[];
  /** Who other servers may be told that the user is. */
  readonly credentials: Credentials;
}

/** What is wrong with options of this kind; their values may be secrets, so no sentence repeats them. */
export function accessFault({ cookies, passwordFile, user }: AccessOptions): string | null {
  if (user !== null && /^(:|$)|\p{Cc}/u.test(user)) return '--user is written NAME or NAME:PASSWORD.';
  if (passwordFile !== null && user === null) return '--password-file is for the user that --user names.';
  if (passwordFile !== null && user?.includes(':') === true) {
    return 'The password is given by --user or by --password-file, not by both.';
  }
  if (passwordFile === '') return '--password-file needs the name of a file, or - for stdin.';
  return cookies === '' ? '--cookies needs the name of a file.' : null;
}

/**
 * Reads what the options name, and asks for a password that is missing where somebody can be asked.
 * `urls`: every address that was given, mirrors too.
 */
export async function openAccess(
  options: AccessOptions,
  urls: readonly URL[],
  io: CommandIo,
): Promise<Result<Access, string>> {
  const credential = await credentialOf(options, io);
  if (!credential.ok) return credential;
  const cookies = options.cookies === null ? ok([]) : await cookiesIn(resolve(io.cwd, options.cookies));
  if (!cookies.ok) return cookies;
  const netrc = options.netrc ? await netrcOf(io) : ok([]);
  if (!netrc.ok) return netrc;
  const credentials = netrcCredentials(netrc.value, urls);
  return ok({ credential: credential.value, cookies: cookies.value, credentials });
}

async function credentialOf(
  { passwordFile, user }: AccessOptions,
  io: CommandIo,
): Promise<Result<Credential | null, string>> {
  if (user === null) return ok(null);
  const colon = user.indexOf(':');
  if (colon >= 0) return ok({ user: user.slice(0, colon), password: user.slice(colon + 1) });
  if (passwordFile === null) {
    const password = await askPassword(`Password of ${user}: `, io);
    return password === null
      ? fail(
          'There is no password, and nobody who can be asked for it: give it with --password-file FILE or --netrc.',
        )
      : ok({ user, password });
  }
  const text = await readText(passwordFile === '-' ? null : resolve(io.cwd, passwordFile), io);
  if (text === null) return fail('The file that --password-file names cannot be read: check its path.');
  return ok({ user, password: text.replace(/\r?\n[^]*$/, '') });
}

async function cookiesIn(path: string): Promise<Result<readonly GivenCookie[], string>> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return fail('The file that --cookies names cannot be read: check its path.');
  const { cookies, wrong } = readCookieFile(text);
  const [line] = wrong;
  return line === undefined
    ? ok(cookies)
    : fail(
        `Line ${line} of the file that --cookies names holds no cookie: it is written as browsers' extensions and curl do (cookies.txt, seven fields with tabs between them).`,
      );
}

async function netrcOf(io: CommandIo): Promise<Result<readonly NetrcEntry[], string>> {
  const path = io.env['NETRC'] ?? join(io.env['HOME'] ?? homedir(), '.netrc');
  const text = await readFile(resolve(io.cwd, path), 'utf8').catch(() => null);
  return text === null
    ? fail('The file that --netrc is to read ($NETRC, else ~/.netrc) cannot be read.')
    : ok(readNetrc(text));
}

/**
 * A .netrc knows machines and no ports. Its entries, `default` too, go to the origins of the addresses
 * that were given; where a redirect leads elsewhere, only by https, and only to a machine of its own entry.
 */
export function netrcCredentials(entries: readonly NetrcEntry[], urls: readonly URL[]): Credentials {
  const given = new Set(urls.map(({ origin }) => origin));
  return {
    find(origin) {
      const { hostname, protocol } = new URL(origin);
      const known = given.has(origin);
      if (!known && protocol !== 'https:') return null;
      return netrcCredential(entries, hostname.replace(/^\[|\]$/g, ''), known);
    },
  };
}

/** A null path is stdin. */
async function readText(path: string | null, io: CommandIo): Promise<string | null> {
  if (path !== null) return readFile(path, 'utf8').catch(() => null);
  let text = '';
  for await (const chunk of io.stdin) text += String(chunk);
  return text;
}
