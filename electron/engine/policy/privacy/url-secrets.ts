/** Keys of a query whose values tell what is fetched, not who may fetch it. */
const harmlessKeys = new Set(
  'arch branch channel dl download edition ext file filename format hl lang language locale name os page platform product release type v ver version'.split(
    ' ',
  ),
);
const harmlessValue = /^[\w.,+%-]{0,80}$/;

/** A piece of an address that may let somebody in. */
export interface UrlSecret {
  /** The key that it stood behind; empty where it had none, or one that may be a secret itself. */
  readonly key: string;
  readonly value: string;
}

/**
 * An address in pieces, in their order: what may be shown, and what may be a secret. Those are user and
 * password, every query value except plain ones of known harmless keys (`version=1.2`), path parameters
 * with a value (`;jsessionid=…`) and the fragment. Works on the text and never throws, so it also serves
 * what is no valid URL.
 */
export function urlPieces(url: string): readonly (string | UrlSecret)[] {
  const [, head = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const [, before = '', user] = /^((?:[a-z][a-z0-9+.-]*:)?[/\\]{2,})([^/\\]*)@/i.exec(head) ?? [];
  const pieces: (string | UrlSecret)[] = [];
  if (user !== undefined) pieces.push(before, { key: 'user', value: user }, '@');
  pieces.push(...pathPieces(user === undefined ? head : head.slice(before.length + user.length + 1)));
  if (query !== undefined) pieces.push('?', ...queryPieces(query));
  if (fragment) pieces.push('#', { key: '', value: fragment });
  return pieces;
}

function* pathPieces(path: string): Generator<string | UrlSecret> {
  let at = 0;
  for (const match of path.matchAll(/;([\w.-]{1,40})=([^/;]*)/g)) {
    const [whole, key = '', value = ''] = match;
    yield `${path.slice(at, match.index)};${key}=`;
    yield { key, value };
    at = match.index + whole.length;
  }
  yield path.slice(at);
}

function* queryPieces(query: string): Generator<string | UrlSecret> {
  for (const [index, pair] of query.split('&').entries()) {
    if (index > 0) yield '&';
    const equals = pair.indexOf('=');
    const key = equals === -1 ? '' : pair.slice(0, equals);
    const value = pair.slice(equals + 1);
    if (equals === -1) yield harmlessKeys.has(pair.toLowerCase()) || pair === '' ? pair : { key: '', value };
    else if (!/^[\w.\-[\]%]{0,60}$/.test(key)) yield { key: '', value: pair };
    else if (value === '' || (harmlessKeys.has(key.toLowerCase()) && harmlessValue.test(value))) yield pair;
    else yield* [`${key}=`, { key, value }];
  }
}
