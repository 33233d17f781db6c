import { commentText, type Word } from './shell-word.ts';
import { urlPieces, type UrlSecret } from '../privacy/url-secrets.ts';

/** Header fields that tell of the program that asks, and not of the person. */
const plainFields = new Set(['accept', 'accept-language', 'user-agent']);

/** The variables that stand in an export for what must not be in it. */
export class SecretVariables {
  readonly #named = new Map<string, { readonly name: string; readonly what: string }>();

  /** Their names, in the order in which they came up. */
  get names(): readonly string[] {
    return [...this.#named.values()].map(({ name }) => name);
  }

  /** One line each: the name, and what its value is. */
  get lines(): readonly string[] {
    return [...this.#named.values()].map(({ name, what }) => `${name}  ${what}`);
  }

  url(url: string): Word {
    return urlPieces(url).map((piece) => (typeof piece === 'string' ? piece : this.#inUrl(piece, url)));
  }

  header([name, value]: readonly [string, string]): Word {
    if (plainFields.has(name.toLowerCase())) return [`${name}: ${value}`];
    return [`${name}: `, this.#variable(name, value, `what stands behind "${name}:"`)];
  }

  user(url: string): Word {
    return [this.#variable('user', `user ${hostOf(url)}`, `the user at ${hostOf(url)}`)];
  }

  password(url: string): Word {
    return [this.#variable('password', `password ${hostOf(url)}`, `the password at ${hostOf(url)}`)];
  }

  cookie(url: string): Word {
    return [this.#variable('cookie', `cookie ${hostOf(url)}`, `the cookies for ${hostOf(url)}: a=b; c=d`)];
  }

  #inUrl({ key, value }: UrlSecret, url: string): { readonly variable: string } {
    const where = `in the address at ${hostOf(url)}`;
    return this.#variable(key, value, key === '' ? `a value ${where}` : `the value of "${key}" ${where}`);
  }

  /** The same value under the same key is one variable. */
  #variable(key: string, value: string, what: string): { readonly variable: string } {
    const stem = `TRIBUTARY_${
      key
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '') || 'VALUE'
    }`;
    const identity = `${stem}\0${value}`;
    const known = this.#named.get(identity);
    if (known !== undefined) return { variable: known.name };
    const taken = new Set(this.names);
    let name = stem;
    for (let count = 2; taken.has(name); count += 1) name = `${stem}_${count}`;
    this.#named.set(identity, { name, what: commentText(what) });
    return { variable: name };
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
