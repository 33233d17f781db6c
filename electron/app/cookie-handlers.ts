import type { Contract } from '../../shared/contract/contract.ts';
import type { CallFailure } from '../../shared/contract/types.ts';
import type { GivenCookie } from '../../shared/model/cookie.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { Engine } from '../engine/index.ts';
import { newCookieJar } from '../engine/adapters/cookie-jar.ts';
import { readCookieFile } from '../engine/policy/credentials/cookie-file.ts';

/** Files of cookies that are remembered for links which are still to be added. */
const keptMost = 20;

/** Cookies that windows have read from files, in memory only, until downloads take them. */
export class CookieShelf {
  readonly #kept = new Map<string, readonly GivenCookie[]>();
  readonly #newId: () => string;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** The token to find them by. */
  keep(cookies: readonly GivenCookie[]): string {
    const token = this.#newId();
    this.#kept.set(token, cookies);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptMost && oldest !== undefined) this.#kept.delete(oldest);
    return token;
  }

  find(token: string | undefined): readonly GivenCookie[] {
    return (token === undefined ? undefined : this.#kept.get(token)) ?? [];
  }
}

/** The cookies.txt of a browser, for links that are added and for downloads that are there. */
export function createCookieHandlers(
  engine: Engine,
  shelf: CookieShelf,
): Pick<Handlers<Contract>, 'takeCookies' | 'giveCookies'> {
  return {
    takeCookies({ text }) {
      const cookies = cookiesIn(text);
      return cookies.ok ? ok({ token: shelf.keep(cookies.value), count: cookies.value.length }) : cookies;
    },
    async giveCookies({ id, text }) {
      const download = engine.get(id);
      const source = download?.sources[0];
      if (download === null || source === undefined) return fail({ code: 'not-found' });
      const cookies = cookiesIn(text);
      if (!cookies.ok) return cookies;
      const fitting = await fittingCookies(source.url, cookies.value);
      if (fitting === 0) return ok({ fitting });
      source.access.giveCookies(cookies.value);
      download.note(0, 'info', `Cookies of a file for ${source.url.host}: ${fitting}`);
      if (download.state.kind === 'interrupted') engine.resume(id);
      return ok({ fitting });
    },
  };
}

/** How many of these go to an address. */
export async function fittingCookies(url: URL, cookies: readonly GivenCookie[]): Promise<number> {
  const jar = newCookieJar(cookies);
  await jar.ready();
  return jar.header(url)?.split('; ').length ?? 0;
}

/** A line that holds no cookie refuses all of them: half a session is none. */
function cookiesIn(text: string): Result<readonly GivenCookie[], CallFailure> {
  const { cookies, wrong } = readCookieFile(text);
  const [line] = wrong;
  if (line !== undefined) return fail({ code: 'not-cookies', facts: { line } });
  return cookies.length === 0 ? fail({ code: 'no-cookies' }) : ok(cookies);
}
