/** Content codings that can be undone (RFC 9110 section 8.4.1, RFC 7932, RFC 8878). */
export type ContentDecoder = 'gzip' | 'deflate' | 'br' | 'zstd';

/**
 * What the bytes of a reply are. `plain`: the file itself. `coded`: a form of it that was not asked
 * for, and how it is undone; null where nobody knows. `chained`: several codings, one on the other.
 */
export type BodyForm =
  | { readonly kind: 'plain' }
  | { readonly kind: 'coded'; readonly decoder: ContentDecoder | null }
  | { readonly kind: 'chained' };

/** A map: a server may send any word, also one that every object answers to. */
const decoders: ReadonlyMap<string, ContentDecoder> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
  ['zstd', 'zstd'],
]);

/** Files that are themselves of this coding: a server that names it twice still means the file. */
const ownEndings: Readonly<Record<ContentDecoder, RegExp>> = {
  gzip: /\.(?:gz|gzip|tgz|taz|svgz|emz|wmz)$/i,
  deflate: /\.zlib$/i,
  br: /\.br$/i,
  zstd: /\.(?:zst|zstd|tzst)$/i,
};

const plain: BodyForm = { kind: 'plain' };

/**
 * Judges Content-Encoding, which should not be there because `identity` was asked for.
 *
 * @param coding value of the field, null without one
 * @param fileName the name that the file would get
 */
export function bodyForm(coding: string | null, fileName: string): BodyForm {
  const names = (coding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const [name] = names;
  if (name === undefined) return plain;
  if (names.length > 1) return { kind: 'chained' };
  const decoder = decoders.get(name) ?? null;
  if (decoder !== null && ownEndings[decoder].test(fileName)) return plain;
  return { kind: 'coded', decoder };
}
