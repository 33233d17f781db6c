import { createHash, timingSafeEqual } from 'node:crypto';
import type { Behaviour } from './range-server-options.ts';
import type { RequestHead } from './request-reader.ts';

/** Who is let in, and how the server asks (RFC 7616, RFC 7617) [G3, G4]. */
export interface AuthOptions {
  /** One challenge each, in this order. */
  readonly schemes: readonly ('basic' | 'digest' | 'md5-sess' | 'sha-256' | 'sha-256-sess' | 'sha-512-256')[];
  readonly user: string;
  readonly password: string;
  readonly realm?: string;
  /** Null: as RFC 2069 had it, without a count of uses. */
  readonly qop?: string | null;
  readonly userhash?: boolean;
  /** Requests that a nonce serves; the next is asked anew with stale=true. */
  readonly nonceUses?: number;
  /** False: the stale nonce is refused without a word of why. */
  readonly tellsStale?: boolean;
  /** Paths that it stands before; a `*` at the end is any. All, where it is absent. */
  readonly path?: string;
}

const hashes = {
  digest: ['MD5', 'md5', false],
  'md5-sess': ['MD5-sess', 'md5', true],
  'sha-256': ['SHA-256', 'sha256', false],
  'sha-256-sess': ['SHA-256-sess', 'sha256', true],
  'sha-512-256': ['SHA-512-256', 'sha512-256', false],
} as const;

type DigestScheme = keyof typeof hashes;

/** Lets requests in by their Authorization field, and counts what it has seen. */
export class AuthGate {
  readonly #options: AuthOptions;
  /** Uses of each nonce by their counts. */
  readonly #nonces = new Map<string, { readonly scheme: DigestScheme; readonly counts: Set<string> }>();
  /** Requests that showed a user or password that is not right, or an answer twice. */
  refused = 0;
  /** Requests that showed nothing. */
  asked = 0;

  constructor(options: AuthOptions) {
    this.#options = options;
  }

  /** What asking for a password does to the reply; nothing, where it is let in. */
  answer(request: RequestHead): Partial<Behaviour> {
    const { path = '*' } = this.#options;
    if (path.endsWith('*') ? !request.path.startsWith(path.slice(0, -1)) : request.path !== path) return {};
    const field = request.headers['authorization'];
    // Basic shown before it was asked for, to a server that wants Digest, is nothing that it refuses.
    const unasked = field?.startsWith('Basic ') === true && !this.#options.schemes.includes('basic');
    const verdict = field === undefined || unasked ? 'none' : this.#judge(field, request);
    if (verdict === 'right') return {};
    if (verdict === 'wrong') this.refused += 1;
    if (verdict === 'none') this.asked += 1;
    const stale = verdict === 'stale' && this.#options.tellsStale !== false;
    return {
      status: 401,
      headers: this.#options.schemes.map((scheme) => ['WWW-Authenticate', this.#challenge(scheme, stale)]),
    };
  }

  #challenge(scheme: AuthOptions['schemes'][number], stale: boolean): string {
    const { qop = 'auth', realm = 'the vault', userhash = false } = this.#options;
    if (scheme === 'basic') return `Basic realm="${realm}", charset="UTF-8"`;
    const nonce = `nonce-${this.#nonces.size + 1}`;
    this.#nonces.set(nonce, { scheme, counts: new Set() });
    return [
      `Digest realm="${realm}"`,
      ...(qop === null ? [] : [`qop="${qop}"`]),
      `algorithm=${hashes[scheme][0]}`,
      `nonce="${nonce}"`,
      'opaque="o, p"',
      'charset=UTF-8',
      ...(userhash ? ['userhash=true'] : []),
      ...(stale ? ['stale=true'] : []),
    ].join(', ');
  }

  #judge(field: string, request: RequestHead): 'right' | 'wrong' | 'stale' {
    const { password, user } = this.#options;
    if (field.startsWith('Basic ')) {
      const text = Buffer.from(field.slice(6), 'base64').toString();
      return text === `${user}:${password}` ? 'right' : 'wrong';
    }
    const fields = new Map<string, string>();
    for (const [, name = '', whole, text] of field
      .slice(7)
      .matchAll(/([\w*]+)=("((?:[^"\\]|\\.)*)"|[^,]*)/g)) {
      fields.set(name, text?.replace(/\\(.)/g, '$1') ?? whole ?? '');
    }
    return field.startsWith('Digest ') ? this.#judgeDigest(fields, request) : 'wrong';
  }

  #judgeDigest(fields: ReadonlyMap<string, string>, request: RequestHead): 'right' | 'wrong' | 'stale' {
    const { nonceUses = Infinity, password, qop = 'auth', realm = 'the vault', user } = this.#options;
    const get = (name: string): string => fields.get(name) ?? '';
    const used = this.#nonces.get(get('nonce'));
    if (used === undefined || get('realm') !== realm || get('opaque') !== 'o, p') return 'wrong';
    if (get('uri') !== request.target || (qop !== null && get('qop') !== 'auth')) return 'wrong';
    const [, hash, sess] = hashes[used.scheme];
    const h = (text: string): string => createHash(hash).update(text).digest('hex');
    if (this.#nameIn(fields, h, realm) !== user) return 'wrong';
    const secret = h(`${user}:${realm}:${password}`);
    const a1 = sess ? h(`${secret}:${get('nonce')}:${get('cnonce')}`) : secret;
    const a2 = h(`${request.method}:${request.target}`);
    const between = qop === null ? get('nonce') : `${get('nonce')}:${get('nc')}:${get('cnonce')}:auth`;
    const right = Buffer.from(h(`${a1}:${between}:${a2}`));
    const given = Buffer.from(get('response'));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 'wrong';
    // Each count is used once: an answer that is seen again may be somebody else's.
    if (qop !== null && (used.counts.has(get('nc')) || !/^[0-9a-f]{8}$/.test(get('nc')))) return 'wrong';
    if (used.counts.size >= nonceUses) return 'stale';
    used.counts.add(qop === null ? String(used.counts.size) : get('nc'));
    return 'right';
  }

  #nameIn(fields: ReadonlyMap<string, string>, h: (text: string) => string, realm: string): string {
    const { user, userhash = false } = this.#options;
    const name = fields.get('username') ?? '';
    if (userhash) return fields.get('userhash') === 'true' && name === h(`${user}:${realm}`) ? user : '';
    const extended = /^UTF-8''(.*)$/.exec(fields.get('username*') ?? '')?.[1];
    return extended === undefined ? name : decodeURIComponent(extended);
  }
}
