import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What `electron.d.ts` of the installed version says of one of its classes or interfaces. */
interface Typing {
  readonly parent: string | null;
  readonly members: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

const file = fileURLToPath(new URL('../../node_modules/electron/electron.d.ts', import.meta.url));
let read: ReadonlyMap<string, Typing> | null = null;
let text = '';

/** Every class and interface of the namespace `Electron`, read once from its regular layout. */
function typings(): ReadonlyMap<string, Typing> {
  if (read !== null) return read;
  text = readFileSync(file, 'utf8');
  const found = new Map<string, Typing>();
  const block = /^ {2}(?:interface|class) (\w+)(?: extends ([\w.]+))? \{\n(.*?)^ {2}\}/gms;
  for (const [, name = '', parent, body = ''] of text.matchAll(block)) {
    const members = new Set<string>();
    for (const [, member = ''] of body.matchAll(/^ {4}(?:static )?(?:readonly )?(\w+)\??(?:[:(<]| ?:)/gm)) {
      members.add(member);
    }
    const events = new Set<string>();
    for (const [, event = ''] of body.matchAll(/^ {4}on\(event: '([^']+)'/gm)) events.add(event);
    found.set(name, { parent: parent?.replace('Electron.', '') ?? null, members, events });
  }
  read = found;
  return found;
}

function gather(name: string, take: (typing: Typing) => ReadonlySet<string>): Set<string> {
  const all = new Set<string>();
  for (let next: string | null = name; next !== null;) {
    const typing: Typing | undefined = typings().get(next);
    if (typing === undefined) break;
    for (const member of take(typing)) all.add(member);
    next = typing.parent;
  }
  return all;
}

/** Names of an interface's properties and methods, its parents' too. Empty for an unknown name. */
export function memberNames(name: string): ReadonlySet<string> {
  return gather(name, (typing) => typing.members);
}

/** Names of the events that a class or interface emits, its parents' too. */
export function eventNames(name: string): ReadonlySet<string> {
  return gather(name, (typing) => typing.events);
}

/** The text values that a property of an interface may have; empty where it is no union of texts. */
export function textValues(name: string, property: string): ReadonlySet<string> {
  typings();
  const start = text.search(new RegExp(`^ {2}(interface|class) ${name}\\b`, 'm'));
  const line = new RegExp(`^ {4}${property}\\??: (.*);$`, 'm').exec(text.slice(start));
  return new Set([...(line?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, value = '']) => value));
}

/** Whether the main process's `electron` module exports this name. */
export function isMainExport(name: string): boolean {
  typings();
  const exported = [...text.matchAll(/^ {2}namespace (?:Main|Common) \{\n(.*?)^ {2}\}/gms)];
  return exported.some(([, body = '']) => new RegExp(`^ {4}(const|class|type) ${name}\\b`, 'm').test(body));
}
