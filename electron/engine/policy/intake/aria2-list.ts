import type { RequestHeaders } from '../../../../shared/model/intake.ts';
import { parseChecksum } from '../digests/checksum-text.ts';
import { isFieldName, isFieldValue } from '../http-message/header-list.ts';
import { readLink } from './line-links.ts';
import { mostLinks } from './link-text.ts';
import { isOwnHeader } from '../http-semantics/own-headers.ts';
import { IntakeNotes, type Intake, type IntakeLink } from './intake-link.ts';

const mostMirrors = 100;
const optionLine = /^[ \t]+([a-z][a-z0-9-]{1,60})=(.*)$/s;
/** What aria2 notes about a download of its own in a session file: nothing that the person chose. */
const ownNotes =
  /^(?:gid|pause|bitfield|allow-overwrite|auto-file-renaming|continue|always-resume|save-not-found|force-save|rpc-.*)$/;

interface Draft {
  readonly urls: readonly string[];
  readonly headers: Map<string, readonly [string, string]>;
  name: string | null;
  checksum: IntakeLink['checksum'];
  connections: number | null;
}

/**
 * The downloads of an input or a session file of aria2: addresses of one file parted by tabs, and
 * indented lines of its options below. Null where the text has no such line of options. Of the options
 * `out`, `checksum`, `header`, `user-agent`, `referer` and `split` are understood, `dir` is left to the
 * person, and the names of all others are told.
 */
export function linksOfAria2(text: string): Intake | null {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (!looksLikeList(lines)) return null;
  const notes = new IntakeNotes();
  const drafts = new Map<string, Draft>();
  let draft: Draft | null = null;
  for (const line of lines) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const option = optionLine.exec(line);
    if (option !== null) {
      if (draft !== null) takeOption(draft, option[1] ?? '', (option[2] ?? '').trim(), notes);
      continue;
    }
    const urls = line.split('\t').flatMap((part) => readLink(part.trim())?.url ?? []);
    const [first] = urls;
    draft = null;
    if (first === undefined) notes.count('kinds-skipped');
    else if (drafts.size >= mostLinks) notes.count('too-many-links');
    else if (!drafts.has(first)) {
      draft = { urls: [...new Set(urls)], headers: new Map(), name: null, checksum: null, connections: null };
      drafts.set(first, draft);
    }
  }
  return { links: [...drafts].map(([url, one]) => linkOf(url, one)), notes: notes.all() };
}

/** Every line that is not indented begins with an address, and an option stands below one. */
function looksLikeList(lines: readonly string[]): boolean {
  let above = false;
  let options = 0;
  for (const line of lines) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (/^[ \t]/.test(line)) {
      if (!optionLine.test(line)) return false;
      if (above) options += 1;
    } else {
      if (!/^(?:[a-z][a-z0-9+.-]{1,20}:\S+|\/\S+)/i.test(line)) return false;
      above = true;
    }
  }
  return options > 0;
}

function takeOption(draft: Draft, key: string, value: string, notes: IntakeNotes): void {
  switch (key) {
    case 'out':
      draft.name = value.split(/[/\\]/).at(-1) ?? null;
      return;
    case 'checksum': {
      const read = parseChecksum(value);
      if (read.ok) draft.checksum = read.value.checksum;
      else notes.ignored(key);
      return;
    }
    case 'header': {
      const colon = value.indexOf(':');
      takeHeader(draft, value.slice(0, Math.max(0, colon)).trim(), value.slice(colon + 1).trim(), notes);
      return;
    }
    case 'user-agent':
      takeHeader(draft, 'User-Agent', value, notes);
      return;
    case 'referer':
      takeHeader(draft, 'Referer', value, notes);
      return;
    case 'split': {
      const count = Number(value);
      if (Number.isInteger(count) && count >= 1) draft.connections = Math.min(count, 64);
      return;
    }
    case 'dir':
      notes.count('folder-ignored');
      return;
    default:
      if (!ownNotes.test(key)) notes.ignored(key);
  }
}

function takeHeader(draft: Draft, name: string, value: string, notes: IntakeNotes): void {
  if (!isFieldName(name) || !isFieldValue(value) || isOwnHeader(name)) notes.ignored('header');
  else draft.headers.set(name.toLowerCase(), [name, value]);
}

function linkOf(url: string, draft: Draft): IntakeLink {
  const headers: RequestHeaders = [...draft.headers.values()];
  return {
    url,
    mirrors: draft.urls.slice(1, mostMirrors + 1),
    checksum: draft.checksum,
    ...(draft.name === null || draft.name === '' ? {} : { name: draft.name }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(draft.connections === null ? {} : { connections: draft.connections }),
  };
}
