import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AddressSpace } from '../../shared/model/address-space.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { Download } from '../engine/index.ts';
import {
  isMetalinkType,
  longestMetalink,
  parseMetalink,
  type MetalinkProblem,
} from '../engine/policy/metalink/metalink.ts';
import { isWebUrl } from './get-options.ts';
import type { InputItem } from './input-list.ts';

/** Whether an argument, or a line of a list, is the path of a metalink and no address. */
export function isMetalinkPath(text: string): boolean {
  return !isWebUrl(text) && /\.(?:meta4|metalink)$/i.test(text);
}

/**
 * Puts the files of a metalink in the place of each item that names one; `note` is told which of its files were
 * left out, a sentence each. The failure is one sentence.
 */
export async function withMetalinks(
  items: readonly InputItem[],
  cwd: string,
  note: (sentence: string) => void,
): Promise<Result<readonly InputItem[], string>> {
  const all: InputItem[] = [];
  for (const item of items) {
    if (!isMetalinkPath(item.url)) {
      all.push(item);
      continue;
    }
    const read = await readMetalink(resolve(cwd, item.url), null, (text) => {
      note(`${item.url}: ${text}.`);
    });
    if (!read.ok) return fail(`${item.url}: ${read.failure}`);
    const [only, ...others] = read.value;
    if (only === undefined) continue;
    if (others.length > 0 && (item.name !== null || item.checksum !== null || item.mirrors.length > 0)) {
      return fail(`${item.url} lists several files: a name, a sum or a mirror can be given for one only.`);
    }
    const own = (file: InputItem): InputItem => ({
      ...file,
      name: item.name ?? file.name,
      folder: item.folder,
      checksum: item.checksum,
      mirrors: [...file.mirrors, ...item.mirrors],
    });
    all.push(...read.value.map(own));
  }
  return ok(all);
}

/**
 * What a download that has ended brought in place of a file, where it was a metalink: the files that it
 * lists, which lead to no nearer place than the one it is from. Empty where it was anything else.
 */
export async function itemsBroughtBy(download: Download): Promise<Result<readonly InputItem[], string>> {
  const { state, target } = download.record;
  if (state.kind !== 'completed' || target === null) return ok([]);
  const isOne = isMetalinkType(download.detail().contentType) || /\.(?:meta4|metalink)$/i.test(target);
  if (!isOne) return ok([]);
  return readMetalink(target, download.sources[0]?.reach ?? 'public');
}

const problems: Record<MetalinkProblem, string> = {
  'too-long': 'it is too long to be a metalink.',
  'not-a-metalink': 'it is no metalink of version 3 or 4.',
  malformed: 'it is damaged, or no XML.',
  doctype: 'it declares a document type, which a metalink has no need of: it is not read.',
  'no-file': 'it lists no file with a safe name and an http or https address.',
};

async function readMetalink(
  path: string,
  reach: AddressSpace | null,
  note: (text: string) => void = () => undefined,
): Promise<Result<readonly InputItem[], string>> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > longestMetalink) return fail(problems['too-long']);
    text = await readFile(path, 'utf8');
  } catch {
    return fail('it cannot be read: check its path.');
  }
  const parsed = parseMetalink(text);
  if (!parsed.ok) return fail(problems[parsed.failure]);
  parsed.value.notes.forEach((text) => {
    note(text);
  });
  return ok(
    parsed.value.files.map(({ name, urls, sum, pieces, size }) => ({
      url: urls[0]?.url ?? '',
      mirrors: urls.slice(1).map(({ url }) => url),
      name,
      folder: null,
      checksum: null,
      listSum: sum,
      pieces,
      size,
      reach,
    })),
  );
}
