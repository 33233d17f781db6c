import { textBoundary } from '../../../../shared/model/intake.ts';
import { looksLikeHtml } from './html-lines.ts';
import { findLinks, mostLinks } from './link-text.ts';
import { looksLikeMetalink } from '../metalink/metalink.ts';
import { linksOfMetalink } from '../metalink/metalink-links.ts';
import { appLinkStart, readAppLink } from './app-link.ts';
import { linksOfAria2 } from './aria2-list.ts';
import { linksOfCommands } from './command-script.ts';
import { linksOfCsv } from './csv-links.ts';
import { IntakeNotes, type Intake, type IntakeLink } from './intake-link.ts';

/**
 * What a pasted, dropped or imported text asks for: a metalink, curl and wget commands, a list or a
 * session of aria2, a table, `tributary:` links, or any text with links in it. Nothing is run, fetched
 * or opened. Never throws; time grows linearly with the text, and at most `mostLinks` come of it.
 */
export function readIntake(text: string): Intake {
  const parts = text.split(textBoundary).map(readOne);
  const links = new Map<string, IntakeLink>();
  const all = parts.flatMap((part) => part.links);
  for (const link of all) {
    if (links.size >= mostLinks) break;
    if (!links.has(link.url)) links.set(link.url, link);
  }
  return { links: [...links.values()], notes: mergedNotes(parts) };
}

function readOne(text: string): Intake {
  const apart = withoutAppLinks(text);
  if (apart === null) return readPlain(text);
  const rest = readPlain(apart.text);
  const refused = new IntakeNotes();
  refused.count('app-link-refused', apart.refused);
  return { links: [...apart.links, ...rest.links], notes: [...refused.all(), ...rest.notes] };
}

function readPlain(text: string): Intake {
  if (looksLikeMetalink(text)) {
    const links = linksOfMetalink(text);
    if (links !== null) return { links, notes: [] };
    return { links: findLinks(text), notes: [{ code: 'metalink-unreadable' }] };
  }
  // A command may hold anything in its quotes, and a page may tell of commands: what comes first decides.
  const html = looksLikeHtml(text) && /^\s*</.test(text);
  if (html) return { links: findLinks(text), notes: [] };
  const known = linksOfCommands(text) ?? linksOfAria2(text);
  if (known !== null) return known;
  const table = linksOfCsv(text);
  if (table !== null) return { links: table, notes: [] };
  const others = new IntakeNotes();
  others.count('kinds-skipped', text.match(otherKinds)?.length ?? 0);
  return { links: findLinks(text), notes: others.all() };
}

/** Addresses that lead to a file by other ways than http. */
const otherKinds = /(?<![^\s"'<(])(?:ftps?:\/\/|sftp:\/\/|magnet:\?|ed2k:\/\/)\S/gi;

/** The text without its lines that are `tributary:` links; null where it has none. */
function withoutAppLinks(
  text: string,
): { readonly text: string; readonly links: readonly IntakeLink[]; readonly refused: number } | null {
  if (!/^\s*tributary:/im.test(text)) return null;
  const rest: string[] = [];
  const links: IntakeLink[] = [];
  let refused = 0;
  for (const line of text.split(/\r?\n/)) {
    if (!appLinkStart.test(line.trim())) {
      rest.push(line);
      continue;
    }
    const link = links.length < mostLinks ? readAppLink(line.trim()) : null;
    if (link === null) refused += 1;
    else links.push(link);
  }
  return { text: rest.join('\n'), links, refused };
}

/** One note of each code: counts are added up, names put one behind the other. */
function mergedNotes(parts: readonly Intake[]): Intake['notes'] {
  if (parts.length < 2) return parts[0]?.notes ?? [];
  const merged = new IntakeNotes();
  const plain = new Map<string, Intake['notes'][number]>();
  for (const note of parts.flatMap(({ notes }) => notes)) {
    const { count, names } = note.facts ?? {};
    if (typeof count === 'number') merged.count(note.code, count);
    else if (typeof names === 'string') for (const name of names.split(', ')) merged.ignored(name);
    else plain.set(note.code, note);
  }
  return [...merged.all(), ...plain.values()];
}
