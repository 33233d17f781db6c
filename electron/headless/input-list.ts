import type { AddressSpace } from '../../shared/model/address-space.ts';
import type { Checksum } from '../../shared/model/checksum.ts';
import type { PieceHashes, Sum } from '../../shared/model/sums.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { isMetalinkPath } from './metalink-items.ts';
import { fileNameFault, isWebUrl, notAChecksum, readChecksum } from './get-options.ts';

/** One download of a list that `get -i` reads. */
export interface InputItem {
  readonly url: string;
  readonly mirrors: readonly string[];
  /** `out=`; null where the server's name is taken. */
  readonly name: string | null;
  /** `dir=`, as written; null where that of the command line holds. */
  readonly folder: string | null;
  readonly checksum: Checksum | null;
  /** What a metalink says of the file, and the space of the place that the metalink is from. */
  readonly listSum?: Sum | null;
  readonly pieces?: PieceHashes | null;
  /** Bytes. */
  readonly size?: number | null;
  readonly reach?: AddressSpace | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * URLs one a line, or the path of a metalink; further ones after a tab are mirrors; an indented line is an option of the line
 * above (`out=`, `dir=`, `checksum=`). Empty lines and those that begin with #, indented or not, are passed over.
 * The failure is one sentence that names the line.
 */
export function readInputList(text: string): Result<readonly InputItem[], string> {
  const items: Mutable<InputItem>[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = raw.trimEnd();
    if (/^\s*(?:#|$)/.test(line)) continue;
    const fault = /^[ \t]/.test(line) ? readOption(line.trim(), items.at(-1)) : readUrls(line, items);
    if (fault !== null) return fail(`Line ${index + 1} of the list ${fault}`);
  }
  return ok(items);
}

function readUrls(line: string, items: Mutable<InputItem>[]): string | null {
  const [url = '', ...mirrors] = line
    .split('\t')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (![url, ...mirrors].every(isWebUrl) && !(mirrors.length === 0 && isMetalinkPath(url)))
    return 'holds something other than http or https addresses.';
  items.push({ url, mirrors, name: null, folder: null, checksum: null });
  return null;
}

function readOption(option: string, item: Mutable<InputItem> | undefined): string | null {
  if (item === undefined) return 'is an option without a URL above it.';
  const [, key, value = ''] = /^([a-z]+)=(.*)$/s.exec(option) ?? [];
  switch (key) {
    case 'out':
      item.name = value;
      return fileNameFault(value);
    case 'dir':
      item.folder = value;
      return value === '' || value.includes('\0') ? 'names no folder.' : null;
    case 'checksum':
      item.checksum = readChecksum(value);
      return item.checksum === null ? notAChecksum : null;
    default:
      return 'has no option that is known: out=, dir= and checksum= are.';
  }
}
