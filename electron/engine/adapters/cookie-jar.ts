import type { GivenCookie } from '../../../shared/model/cookie.ts';
import type { CookieJar } from '../ports/cookies.ts';

/**
 * The cookies of one download, in memory. The library that knows their rules comes with a list of all
 * public suffixes: it is loaded for the first cookie, and most downloads never see one.
 */
export function newCookieJar(first: readonly GivenCookie[] = []): CookieJar {
  const given = [...first];
  let jar: Omit<CookieJar, 'ready'> | null = null;
  let loading: Promise<void> | null = null;
  /** What came before the library. */
  const early: { readonly url: URL; readonly lines: readonly string[] }[] = [];
  const load = async (): Promise<void> => {
    const { cookiesByRule } = await import('./cookie-rules.ts');
    jar = cookiesByRule(given);
    for (const { url, lines } of early.splice(0)) jar.take(url, lines);
  };
  return {
    ready() {
      if (jar !== null || (given.length === 0 && early.length === 0)) return null;
      loading ??= load();
      return loading;
    },
    header: (url) => jar?.header(url) ?? null,
    give(cookies) {
      if (jar === null) given.push(...cookies);
      else jar.give(cookies);
    },
    take(url, setCookie) {
      if (setCookie.length === 0) return;
      if (jar === null) early.push({ url, lines: setCookie });
      else jar.take(url, setCookie);
    },
  };
}
