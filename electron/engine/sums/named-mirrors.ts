import type { Download } from '../download.ts';
import { Source } from '../sources/source.ts';

/** Mirrors that a server named and that are used of one download at most. */
const mostNamed = 8;

/**
 * The mirrors that a server named in its Link fields join the download's sources (RFC 6249): only
 * where the same reply carried a digest of the file or a strong entity tag (section 7), and then
 * like any mirror only after samples of their bytes were compared. Where the entity tag is all there
 * is, theirs has to be the same. They lead to no nearer place than whoever named them.
 */
export function addNamedMirrors(download: Download, by: Source): void {
  const { named } = by.sums;
  if (named.length === 0) return;
  const etag = by.validator?.etag ?? null;
  const hasDigest = by.sums.all.length > 0;
  const tag = etag === null || etag.startsWith('W/') ? null : etag;
  if (!hasDigest && tag === null) {
    download.note(0, 'info', `${by.host} names ${named.length} mirrors, but no digest: not used`);
    return;
  }
  const known = new Set(download.sources.map((source) => source.url.href));
  const fresh = named.filter(({ url }) => !known.has(url.href)).slice(0, mostNamed);
  const now = download.context.ports.clock.now();
  for (const { url } of fresh) {
    const source = new Source(url, [], now, by.reach ?? 'public', by.access);
    source.mustShareEtag = hasDigest ? null : tag;
    source.preferred = source.url.href === download.record.preferred;
    download.sources.push(source);
  }
  if (fresh.length > 0) download.note(0, 'info', `${by.host} names ${fresh.length} mirrors`);
}
