import { connectionsMost } from '../../../../shared/model/settings.ts';
import { findLinks, mostLinks } from './link-text.ts';
import { nameFromUrl } from '../file-names/name-from-url.ts';
import { commandRequest, type CommandRequest } from './command-request.ts';
import { IntakeNotes, type Intake, type IntakeLink } from './intake-link.ts';
import { scriptSums, type ScriptSums } from './script-sums.ts';
import { shellCommands, unknownText, type ShellCommand } from './shell-words.ts';

/** A ranged command, and the file that its part is put into. */
interface Part {
  readonly request: CommandRequest;
  readonly url: string;
  readonly first: number;
  readonly last: number | null;
}

const anyCommand = /(?:^|[\s;&|({/\\])(?:curl|wget)(?:\.exe)?[ \t]/im;

/**
 * The downloads of pasted curl and wget commands, such as browsers copy them; null where the text has
 * none. Commands that fetch the parts of one file by ranges are one download: its name is that of the
 * file which the parts are put together in, its connections are as many as there were parts, the
 * addresses besides the first are mirrors, and a sum that the script compares is its checksum.
 */
export function linksOfCommands(text: string): Intake | null {
  if (!anyCommand.test(text)) return null;
  const commands = shellCommands(text);
  const notes = new IntakeNotes();
  const requests: CommandRequest[] = [];
  for (const command of commands) {
    const request = commandRequest(command);
    if (request === null) continue;
    if (request.refusal !== null) {
      notes.count(request.refusal);
      continue;
    }
    requests.push(request);
    for (const name of request.ignored) notes.ignored(name);
    if (request.namesFolder) notes.count('folder-ignored');
  }
  const noted = notes.all().some(({ code }) => code !== 'command-without-link' && code !== 'options-ignored');
  if (requests.length === 0 && !noted) return null;
  const links = new Map<string, IntakeLink>();
  const keep = (link: IntakeLink): void => {
    if (!links.has(link.url) && links.size < mostLinks) links.set(link.url, link);
  };
  for (const request of requests) if (request.range === null) wholeFiles(request).forEach(keep);
  for (const { name, parts } of filesOfParts(requests, joinsOf(commands))) {
    const link = fileOfParts(name, parts);
    if (link === null) notes.count('command-part-alone', parts.length);
    else keep(link);
  }
  for (const link of otherLinks(commands)) keep(link);
  return { links: withSums([...links.values()], scriptSums(commands)), notes: notes.all() };
}

function wholeFiles({ urls, headers, outputs }: CommandRequest): IntakeLink[] {
  return urls.map((url, index) => {
    const name = outputs[index] ?? '';
    const origin = new URL(url).origin === new URL(urls[0] ?? url).origin;
    return {
      url,
      mirrors: [],
      checksum: null,
      ...(name === '' ? {} : { name }),
      ...(headers.length === 0 || !origin ? {} : { headers }),
    };
  });
}

interface Join {
  readonly patterns: readonly RegExp[];
  readonly target: string;
}

/** `cat part1 part2 > file`, `cat part? > file`. */
function joinsOf(commands: readonly ShellCommand[]): readonly Join[] {
  // `mv` gives the joined file its name in the end.
  const renamed = new Map(
    commands.flatMap(({ words: [command, from = '', to = '', ...more] }) =>
      command === 'mv' && more.length === 0 && baseName(to) !== ''
        ? [[baseName(from), baseName(to)] as const]
        : [],
    ),
  );
  return commands.flatMap(({ words, output }) => {
    if (output === null || (words[0] !== 'cat' && words[0] !== 'type')) return [];
    const target = renamed.get(baseName(output)) ?? baseName(output);
    return target === ''
      ? []
      : [{ patterns: words.slice(1, 1_000).map((word) => globOf(baseName(word))), target }];
  });
}

/** A pattern of file names as an expression that takes time in proportion to the name. */
function globOf(pattern: string): RegExp {
  const sets = pattern
    .slice(0, 255)
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replace(/\{(\d{1,6})\\?\.\\?\.(\d{1,6})\}/g, '\\d{1,6}')
    .replace(/[{}]/g, '\\$&')
    .replace(/\?/g, '.')
    .replace(/\*+/, '.*')
    .replace(/(?<!\.)\*+/g, '');
  try {
    return new RegExp(`^${sets}$`, 's');
  } catch {
    return /^(?!)/;
  }
}

/** Parts that belong together: of one `cat`, else of one name at the end of their addresses. */
function filesOfParts(
  requests: readonly CommandRequest[],
  joins: readonly Join[],
): { readonly name: string | null; readonly parts: Part[] }[] {
  const files = new Map<string, { name: string | null; parts: Part[] }>();
  for (const request of requests) {
    const [url] = request.urls;
    if (request.range === null || url === undefined) continue;
    const output = request.outputs[0] ?? '';
    const join = joins.find(({ patterns }) => patterns.some((pattern) => pattern.test(output)));
    const key = join === undefined ? `of ${nameFromUrl(new URL(url)) ?? url}` : `into ${join.target}`;
    const file = files.get(key) ?? { name: join?.target ?? null, parts: [] };
    files.set(key, file);
    file.parts.push({ request, url, ...request.range });
  }
  return [...files.values()];
}

/** Null where the parts are not all of a file from its beginning on. */
function fileOfParts(name: string | null, given: readonly Part[]): IntakeLink | null {
  const parts = given.toSorted((a, b) => a.first - b.first);
  const [main] = given;
  let next: number | null = 0;
  for (const part of parts) {
    if (next === null || part.first > next) return null;
    next = part.last === null ? null : Math.max(next, part.last + 1);
  }
  // One part with an end is a piece of a file: whether it is the last is not said.
  if (main === undefined || (parts.length === 1 && next !== null)) return null;
  const urls = [...new Set(given.map(({ url }) => url))];
  const { headers } = main.request;
  return {
    url: main.url,
    mirrors: urls.slice(1, 101),
    checksum: null,
    connections: Math.min(parts.length, connectionsMost),
    ...(name === null ? {} : { name }),
    ...(headers.length === 0 ? {} : { headers }),
  };
}

/** Links in what is neither curl nor wget, as in `aria2c …` or a remark; names that were given a value are not. */
function otherLinks(commands: readonly ShellCommand[]): readonly IntakeLink[] {
  const lines = commands.flatMap((command) => {
    const named = command.words.every((word) => /^(?:export$|[A-Za-z_]\w*=)/.test(word));
    if (named || command.needsShell || commandRequest(command) !== null) return [];
    return [command.words.join(' ')];
  });
  return findLinks(lines.join('\n'));
}

function withSums(links: readonly IntakeLink[], sums: ScriptSums): IntakeLink[] {
  return links.map((link) => ({
    ...link,
    checksum:
      link.checksum ??
      sums.of(link.name ?? nameFromUrl(new URL(link.url)) ?? '') ??
      (links.length === 1 ? sums.nameless : null),
  }));
}

function baseName(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return name.includes(unknownText) ? '' : name;
}
