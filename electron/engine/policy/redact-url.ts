const hidden = '***';

/** Keys of a query whose values tell what is fetched, not who may fetch it. */
const harmlessKeys = new Set(
  'arch branch channel dl download edition ext file filename format hl lang language locale name os page platform product release type v ver version'.split(
    ' ',
  ),
);
const harmlessValue = /^[\w.,+%-]{0,80}$/;

/**
 * An address that may be shown and logged: user and password, every query value except plain ones of
 * known harmless keys (`version=1.2`), path parameters with a value (`;jsessionid=…`) and the fragment
 * are hidden. Names of keys stay, so that a person sees what kind of link it was. Works on the text
 * and never throws, so it also serves what is no valid URL; a redacted address comes back as it is.
 */
export function redactUrl(url: string): string {
  const [, head = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const clean = head
    .replace(/^((?:[a-z][a-z0-9+.-]*:)?[/\\]{2,})[^/\\]*@/i, `$1${hidden}@`)
    .replace(/;([\w.-]{1,40})=[^/;]*/g, `;$1=${hidden}`);
  const shownQuery = query === undefined ? '' : `?${redactQuery(query)}`;
  return clean + shownQuery + (fragment ? `#${hidden}` : '');
}

function redactQuery(query: string): string {
  return query === ''
    ? ''
    : query
        .split('&')
        .map((pair) => redactPair(pair))
        .join('&');
}

function redactPair(pair: string): string {
  const equals = pair.indexOf('=');
  if (equals === -1) return harmlessKeys.has(pair.toLowerCase()) || pair === '' ? pair : hidden;
  const key = pair.slice(0, equals);
  const value = pair.slice(equals + 1);
  if (!/^[\w.\-[\]%]{0,60}$/.test(key)) return hidden;
  const shown = value === '' || (harmlessKeys.has(key.toLowerCase()) && harmlessValue.test(value));
  return `${key}=${shown ? value : hidden}`;
}
