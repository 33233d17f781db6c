import type { FoundLink } from '../intake/link-text.ts';
import type { PieceHashes } from '../../../../shared/model/sums.ts';
import { looksLikeMetalink, parseMetalink } from './metalink.ts';

/** A file of a metalink as a link that was found: its best address, the others as mirrors. */
export interface ListedLink extends FoundLink {
  readonly name: string;
  /** Bytes; absent where it is not told. */
  readonly size?: number;
  readonly pieces?: PieceHashes;
}

/** The files of a pasted or dropped metalink; null where the text is none, or one that cannot be used. */
export function linksOfMetalink(text: string): ListedLink[] | null {
  if (!looksLikeMetalink(text)) return null;
  const parsed = parseMetalink(text);
  if (!parsed.ok) return null;
  return parsed.value.files.map(({ name, size, sum, pieces, urls }) => ({
    url: urls[0]?.url ?? '',
    mirrors: urls.slice(1).map(({ url }) => url),
    checksum: sum,
    name,
    ...(size === null ? {} : { size }),
    ...(pieces === null ? {} : { pieces }),
  }));
}
