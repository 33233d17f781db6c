import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import { parseChecksum } from './checksum-text.ts';
import { readLink } from './line-links.ts';

/** One download of a list: null where the list leaves it to the command's own options. */
export interface InputEntry {
  readonly url: string;
  readonly mirrors: readonly string[];
  readonly out: string | null;
  readonly dir: string | null;
  readonly checksum: Checksum | null;
  /** Line of the URL, from 1. */
  readonly line: number;
}

export interface InputProblem {
  /** Line of the fault, from 1. */
  readonly line: number;
  readonly problem: 'not-a-link' | 'option-without-link' | 'unknown-option' | 'bad-checksum' | 'empty-option';
}

/**
 * Reads the text of `get -i`: a URL a line, further URLs on it after tabs are mirrors, indented lines
 * below are its options (`out=`, `dir=`, `checksum=`; the last of equals counts). Blank lines and
 * lines that begin with `#` are passed over. The first fault fails the whole list.
 */
export function parseInputList(text: string): Result<readonly InputEntry[], InputProblem> {
  const entries: InputEntry[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const last = entries.at(-1);
    const indented = /^\s/.test(raw);
    if (indented && last === undefined) return fail({ line, problem: 'option-without-link' });
    const read = indented && last !== undefined ? withOption(last, content) : readEntry(content, line);
    if (!read.ok) return fail({ line, problem: read.failure });
    if (indented) entries.pop();
    entries.push(read.value);
  }
  return ok(entries);
}

function readEntry(content: string, line: number): Result<InputEntry, InputProblem['problem']> {
  const urls: string[] = [];
  for (const field of content.split('\t')) {
    if (field.trim() === '') continue;
    const link = /\s/.test(field.trim()) ? null : readLink(field.trim());
    if (link === null) return fail('not-a-link');
    if (!urls.includes(link.url)) urls.push(link.url);
  }
  const [url, ...mirrors] = urls;
  if (url === undefined) return fail('not-a-link');
  return ok({ url, mirrors, out: null, dir: null, checksum: null, line });
}

function withOption(entry: InputEntry, content: string): Result<InputEntry, InputProblem['problem']> {
  const [, name, rawValue = ''] = /^(out|dir|checksum)\s*=(.*)$/.exec(content) ?? [];
  const value = rawValue.trim();
  if (name === undefined) return fail('unknown-option');
  if (value === '') return fail('empty-option');
  if (name === 'out') return ok({ ...entry, out: value });
  if (name === 'dir') return ok({ ...entry, dir: value });
  const sum = parseChecksum(value);
  return sum.ok ? ok({ ...entry, checksum: sum.value.checksum }) : fail('bad-checksum');
}
