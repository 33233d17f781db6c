import { headerValues, type HeaderList } from '../http-message/header-list.ts';

/** One challenge of WWW-Authenticate or Proxy-Authenticate (RFC 9110 section 11.3). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  readonly token68: string | null;
  /** Names in lower case, values without their quotes; of a name that is there twice, the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const spaces = /[ \t]*/y;
const separators = /[ \t,]*/y;
const quotedValue = /"((?:[^"\\]|\\.)*)"?/sy;
/** More than a token: some servers leave the quotes out. */
const plainValue = /[^\s,"]*/y;
const toNextComma = /[^,]*/y;

/** The challenges of a reply, `field` in lower case, in the order in which they stand. */
export function challengesIn(
  headers: HeaderList,
  field: 'www-authenticate' | 'proxy-authenticate',
): readonly Challenge[] {
  return headerValues(headers, field).flatMap((value) => parseChallenges(value));
}

/**
 * Reads one field, which may hold several challenges: a comma stands between challenges and between
 * the parameters of one (RFC 9110 section 11.6.1). What makes no sense is passed over.
 */
export function parseChallenges(field: string): Challenge[] {
  const found: { scheme: string; token68: string | null; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(field);
    if (match !== null) at += match[0].length;
    return match;
  };
  while (take(separators) !== null && at < field.length) {
    const word = take(token)?.[0];
    if (word === undefined) {
      take(toNextComma);
      continue;
    }
    const behind = at;
    take(spaces);
    const current = found.at(-1);
    if (field[at] === '=' && current !== undefined) {
      at += 1;
      take(spaces);
      const name = word.toLowerCase();
      const value = take(quotedValue)?.[1]?.replace(/\\(.)/gs, '$1') ?? take(plainValue)?.[0] ?? '';
      if (!current.parameters.has(name)) current.parameters.set(name, value);
      continue;
    }
    const text = at > behind ? (take(token68)?.[0] ?? null) : null;
    found.push({ scheme: word.toLowerCase(), token68: text, parameters: new Map() });
  }
  return found;
}
