import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import type { Checksum } from '../../../../shared/model/checksum.ts';
import type { PieceHashes } from '../../../../shared/model/sums.ts';
import type { HeaderList } from '../http-message/header-list.ts';

/** What another program needs to fetch the file of a download. */
export interface ExportFacts {
  readonly name: string;
  /** Bytes; null where nobody told. */
  readonly size: number | null;
  readonly connections: number;
  /** Whether parts of it can be asked for. */
  readonly ranges: boolean;
  readonly sum: Checksum | null;
  readonly pieces: PieceHashes | null;
  /** At least one, the download's own first. */
  readonly sources: readonly [ExportSource, ...ExportSource[]];
}

/** One address, and what its requests carry besides. */
export interface ExportSource {
  readonly url: string;
  readonly headers: HeaderList;
  /** It is shown a user and a password. */
  readonly signsIn: boolean;
  /** It is sent cookies that the person gave. */
  readonly cookies: boolean;
}

const leastPart = 1_024;

/** The parts that the connections bring, equal but for the last; none where it comes in one. */
export function exportParts({ size, connections, ranges }: ExportFacts): readonly ByteRange[] {
  if (size === null || !ranges) return [];
  const count = Math.min(connections, Math.ceil(size / leastPart));
  if (count < 2) return [];
  const length = Math.ceil(size / count);
  const parts: ByteRange[] = [];
  for (let start = 0; start < size; start += length)
    parts.push({ start, end: Math.min(size, start + length) });
  return parts;
}

/** The sources that may be sent what the first one is, for programs that send every address the same. */
export function sourcesAlike({ sources }: ExportFacts): readonly [ExportSource, ...ExportSource[]] {
  const [first, ...others] = sources;
  const isBare = ({ headers, signsIn, cookies }: ExportSource): boolean =>
    headers.length === 0 && !signsIn && !cookies;
  if (sources.every(isBare)) return sources;
  const origin = originOf(first.url);
  return [first, ...others.filter(({ url }) => originOf(url) === origin)];
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
