import type { RequestHeaders } from '../../../../shared/model/intake.ts';
import { isFieldName, isFieldValue } from '../http-message/header-list.ts';
import { isOwnHeader } from '../http-semantics/own-headers.ts';
import { batchAddresses, readBatch } from '../../../../shared/model/batch-pattern.ts';
import { bareLink, readLink } from './line-links.ts';
import { curlOptions, wgetOptions, type CommandOption, type OptionRole } from './command-options.ts';
import { unknownText, type ShellCommand } from './shell-words.ts';

/** One curl or wget command, as far as it says something of a download. */
export interface CommandRequest {
  readonly urls: readonly string[];
  readonly headers: RequestHeaders;
  /** Names of files for the urls, in their order; an empty one takes the server's. */
  readonly outputs: readonly string[];
  /** First and last byte, both included; `last` is null where it is the file's own. */
  readonly range: { readonly first: number; readonly last: number | null } | null;
  /** Options that mean nothing here, as they were written, without their values. */
  readonly ignored: readonly string[];
  readonly namesFolder: boolean;
  /** Why it is no download; null where it is one. */
  readonly refusal:
    'command-sends-data' | 'command-method' | 'command-needs-shell' | 'command-without-link' | null;
}

const mostUrls = 10_000;

/** Words that may stand before the command itself. */
const before = /^(?:sudo|time|nohup|env|exec|then|do|else|if|while|!|\{|\w+=.*)$/s;

/** Which program a command calls, and with what; null where it is neither curl nor wget. */
export function downloaderOf(
  words: readonly string[],
): { readonly program: 'curl' | 'wget'; readonly args: readonly string[] } | null {
  const at = words.findIndex((word) => !before.test(word));
  const name = /(?:^|[/\\])(curl|wget)(?:\.exe)?$/i.exec(words[at] ?? '')?.[1]?.toLowerCase();
  return name === 'curl' || name === 'wget' ? { program: name, args: words.slice(at + 1) } : null;
}

/** Reads a command that `downloaderOf` knows. Of options that are not known, only the name is kept. */
export function commandRequest(command: ShellCommand): CommandRequest | null {
  const called = downloaderOf(command.words);
  if (called === null) return null;
  const curl = called.program === 'curl';
  const globs = curl && !called.args.some((word) => /^(?:--globoff|-\w*g\w*)$/.test(word));
  const draft = new RequestDraft(curl ? curlOptions : wgetOptions, globs);
  draft.read(called.args);
  if (curl && command.output !== null) draft.outputs.push(lastPart(command.output));
  return draft.finish(command.needsShell);
}

class RequestDraft {
  readonly outputs: string[] = [];
  readonly #known: ReadonlyMap<string, CommandOption>;
  readonly #globs: boolean;
  readonly #urls: string[] = [];
  readonly #headers = new Map<string, readonly [string, string]>();
  readonly #ignored = new Set<string>();
  #range: CommandRequest['range'] = null;
  #user: string | null = null;
  #password: string | null = null;
  #namesFolder = false;
  #sendsData = false;
  #method: string | null = null;
  /** An address or a header has something in it that only a shell knows. */
  #isUnknown = false;

  constructor(known: ReadonlyMap<string, CommandOption>, globs: boolean) {
    this.#known = known;
    this.#globs = globs;
  }

  read(args: readonly string[]): void {
    const rest = [...args].reverse();
    for (let word = rest.pop(); word !== undefined; word = rest.pop()) {
      if (word === '--') {
        while (rest.length > 0) this.#takeUrl(rest.pop() ?? '');
      } else if (word.startsWith('--')) this.#long(word, rest);
      else if (word.startsWith('-') && word !== '-') this.#short(word, rest);
      else this.#takeUrl(word);
    }
  }

  /** `--name value`, `--name=value`, `--no-name`. */
  #long(word: string, rest: string[]): void {
    const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const option =
      this.#known.get(name) ?? (name.startsWith('no-') ? { role: 'idle', takesValue: false } : null);
    if (option === null) {
      this.#ignored.add(shown(`--${name}`));
      // Whether it takes a value is not known: a word that is no address is taken for one.
      if (value === undefined && looksLikeValue(rest.at(-1))) rest.pop();
      return;
    }
    this.#take(option.role, option.takesValue ? (value ?? rest.pop() ?? '') : '', `--${name}`);
  }

  /** `-o name`, `-oname`, `-sSLO`; wget has some of two letters. */
  #short(word: string, rest: string[]): void {
    const two = this.#known.get(word.slice(1));
    if (two !== undefined && word.length === 3) {
      this.#take(two.role, '', word);
      return;
    }
    for (let at = 1; at < word.length; at++) {
      const option = this.#known.get(word.charAt(at));
      const name = `-${word.charAt(at)}`;
      if (option === undefined) this.#ignored.add(shown(name));
      else if (option.takesValue) {
        const attached = word.slice(at + 1).replace(/^=/, '');
        this.#take(option.role, attached === '' ? (rest.pop() ?? '') : attached, name);
        return;
      } else this.#take(option.role, '', name);
    }
  }

  #take(role: OptionRole, value: string, name: string): void {
    if (value.includes(unknownText) && role !== 'output' && role !== 'folder') this.#isUnknown = true;
    switch (role) {
      case 'header':
        this.#takeHeader(value, name);
        break;
      case 'cookie':
        // Without a sign of equality it is the name of a file.
        if (value.includes('=')) this.#setHeader('Cookie', value, name);
        else this.#ignored.add(name);
        break;
      case 'agent':
        this.#setHeader('User-Agent', value, name);
        break;
      case 'referer':
        this.#setHeader('Referer', value.replace(/;auto$/, ''), name);
        break;
      case 'bearer':
        this.#setHeader('Authorization', `Bearer ${value}`, name);
        break;
      case 'user':
        this.#user = value;
        break;
      case 'password':
        this.#password = value;
        break;
      case 'output':
        this.outputs.push(lastPart(value));
        break;
      case 'output-as-server':
        if (name === '-O' || name === '--remote-name') this.outputs.push('');
        break;
      case 'folder':
        this.#namesFolder = true;
        break;
      case 'range':
        this.#takeRange(value, name);
        break;
      case 'url':
        this.#takeUrl(value);
        break;
      case 'method':
        this.#method = value.toUpperCase();
        break;
      case 'data':
        this.#sendsData = true;
        break;
      case 'ignored':
        this.#ignored.add(name);
        break;
      case 'no-glob':
      case 'idle':
        break;
    }
  }

  /** curl takes an address with `[1-9]` or `{a,b}` for several, unless it is told not to. */
  #takeUrl(word: string): void {
    if (word.includes(unknownText)) this.#isUnknown = true;
    const batch = this.#globs ? readBatch(word) : null;
    const words = batch?.ok === true ? batchAddresses(batch.value) : [word];
    for (const one of words) {
      const link = readLink(one) ?? bareLink(one);
      if (link !== null && this.#urls.length < mostUrls) this.#urls.push(link.url);
    }
  }

  #takeRange(value: string, name: string): void {
    const [, first = '', last = ''] = /^(\d{1,15})-(\d{0,15})$/.exec(value) ?? [];
    if (first === '' || (last !== '' && Number(last) < Number(first))) this.#ignored.add(name);
    else this.#range = { first: Number(first), last: last === '' ? null : Number(last) };
  }

  #takeHeader(line: string, option: string): void {
    const colon = line.indexOf(':');
    if (colon < 1) this.#ignored.add(option);
    else this.#setHeader(line.slice(0, colon).trim(), line.slice(colon + 1).trim(), option);
  }

  /** What is written by the program itself, what fits only the reply to a browser, and what is empty is left out. */
  #setHeader(name: string, value: string, option: string): void {
    if (value === '' || name.startsWith(':') || browserOnly.test(name)) return;
    if (name.toLowerCase() === 'range' && /^bytes=/.test(value)) {
      this.#takeRange(value.slice(6), option);
      return;
    }
    if (isOwnHeader(name)) return;
    if (!isFieldName(name) || !isFieldValue(value)) this.#ignored.add(option);
    else this.#headers.set(name.toLowerCase(), [name, value]);
  }

  finish(needsShell: boolean): CommandRequest {
    if (this.#user !== null) this.#basic(this.#user, this.#password);
    const method = this.#method;
    const refusal =
      needsShell || this.#isUnknown
        ? 'command-needs-shell'
        : this.#sendsData || method === 'POST' || method === 'PUT' || method === 'PATCH'
          ? 'command-sends-data'
          : method !== null && method !== 'GET'
            ? 'command-method'
            : this.#urls.length === 0
              ? 'command-without-link'
              : null;
    return {
      urls: this.#urls,
      headers: [...this.#headers.values()],
      outputs: this.outputs,
      range: this.#range,
      ignored: [...this.#ignored],
      namesFolder: this.#namesFolder,
      refusal,
    };
  }

  #basic(user: string, password: string | null): void {
    if (this.#headers.has('authorization')) return;
    const text = password === null ? (user.includes(':') ? user : `${user}:`) : `${user}:${password}`;
    const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
    this.#headers.set('authorization', ['Authorization', `Basic ${btoa(bytes)}`]);
  }
}

/** A browser asks so because it is one, or because it has a copy: a download is not the same question. */
const browserOnly =
  /^(?:accept-encoding|upgrade-insecure-requests|cache-control|pragma|priority|if-none-match|if-modified-since|if-match|if-unmodified-since|content-type|origin-agent-cluster|dnt|sec-gpc|alt-used)$/i;

function looksLikeValue(word: string | undefined): boolean {
  return (
    word !== undefined && !word.startsWith('-') && !/^https?:\/\//i.test(word) && bareLink(word) === null
  );
}

/** The name of an option as it may be shown: what may be a value is not. */
function shown(option: string): string {
  return /^--?[\w.#-]{1,40}$/.test(option) ? option : '--…';
}

/** A path's last part: folders are not taken from commands. */
function lastPart(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return name.includes(unknownText) ||
    name === '-' ||
    name === '.' ||
    name === '..' ||
    /#\d/.test(name) ||
    path === '/dev/null' ||
    path === 'NUL'
    ? ''
    : name;
}
