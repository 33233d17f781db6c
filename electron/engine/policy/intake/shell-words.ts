import { bash, cmd, dialectOf, withoutCarets, type ShellDialect } from './shell-dialect.ts';

/** One command of a script, its words as the command would get them. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** Where `>` sends what it prints; null where it prints. */
  readonly output: string | null;
  /** The remark behind it, or on a line of its own, without its `#`. */
  readonly comment: string;
  /** Something in it only a shell can fill in: `$(…)`, a name that the script gives no plain value. */
  readonly needsShell: boolean;
}

/** Stands in a word for what a name was given by a command that nobody runs, such as `$(mktemp -d)`. */
export const unknownText = '\ufffc';

const longestScript = 1_024 * 1_024;
const mostCommands = 20_000;
/** Characters of one word: names that double themselves end here. */
const longestWord = 65_536;

/**
 * The commands of a pasted script, as the shell that it was written for would part it: quotes, escapes,
 * lines that go on, `;`, `&`, `|`, redirections, remarks, and names that were given plain text
 * (`URL=https://…`). Nothing is run and nothing is looked up: what would have to be is marked by
 * `needsShell`. Never throws; time grows linearly with the text.
 */
export function shellCommands(text: string): readonly ShellCommand[] {
  const bounded = text.slice(0, longestScript);
  const dialect = dialectOf(bounded);
  const plain = dialect === cmd ? withoutCarets(bounded) : bounded.replace(/\r\n/g, '\n');
  return new ShellReader(plain, dialect).read();
}

class ShellReader {
  readonly #text: string;
  readonly #dialect: ShellDialect;
  readonly #commands: ShellCommand[] = [];
  readonly #values = new Map<string, string>();
  #at = 0;
  #words: string[] = [];
  #word: string | null = null;
  #output: string | null = null;
  /** What the next word is: one of the command, the file of a `>`, or the file of a `<`. */
  #next: 'word' | 'output' | 'input' = 'word';
  #needsShell = false;

  constructor(text: string, dialect: ShellDialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  read(): readonly ShellCommand[] {
    while (this.#at < this.#text.length && this.#commands.length < mostCommands) this.#step();
    this.#endCommand('');
    return this.#commands;
  }

  #step(): void {
    const sign = this.#text.charAt(this.#at);
    const { escape, single, dollar } = this.#dialect;
    if (sign === escape) this.#escaped();
    else if (sign === '"') this.#doubleQuoted();
    else if (sign === "'" && single) this.#singleQuoted();
    else if (sign === '$' && dollar) this.#dollar(true);
    else if (sign === '`' && dollar) this.#skipTo('`');
    else if (sign === '#' && dollar && this.#word === null) this.#remark();
    else if (sign === '>' || sign === '<') this.#redirection(sign);
    else if ('\n;&|'.includes(sign) || ('()'.includes(sign) && this.#word === null)) {
      this.#at += 1;
      this.#endCommand('');
    } else {
      this.#at += 1;
      if (/\s/.test(sign)) this.#endWord();
      else this.#append(sign);
    }
  }

  #append(text: string): void {
    const word = this.#word ?? '';
    if (word.length + text.length > longestWord) this.#needsShell = true;
    else this.#word = word + text;
  }

  #escaped(): void {
    const next = this.#text.charAt(this.#at + 1);
    if (next !== '\n') this.#append(next);
    this.#at += 2;
  }

  #doubleQuoted(): void {
    const { escapeInQuotes, escapeOfQuotes, doubled, dollar } = this.#dialect;
    this.#append('');
    this.#at += 1;
    for (let sign = this.#text.charAt(this.#at); sign !== ''; sign = this.#text.charAt(this.#at)) {
      const next = this.#text.charAt(this.#at + 1);
      if (sign === escapeOfQuotes && (escapeInQuotes?.includes(next) ?? true) && next !== '') {
        if (next !== '\n') this.#append(next);
        this.#at += 2;
      } else if (sign === '"' && doubled && next === '"') {
        this.#append('"');
        this.#at += 2;
      } else if (sign === '"') {
        this.#at += 1;
        return;
      } else if (sign === '$' && dollar) this.#dollar(false);
      else if (sign === '`' && dollar) this.#skipTo('`');
      else {
        this.#append(sign);
        this.#at += 1;
      }
    }
  }

  #singleQuoted(): void {
    this.#append('');
    const { doubled } = this.#dialect;
    for (let from = this.#at + 1; ;) {
      const close = this.#text.indexOf("'", from);
      const end = close === -1 ? this.#text.length : close;
      this.#append(this.#text.slice(from, end));
      this.#at = end + 1;
      if (!doubled || this.#text.charAt(end + 1) !== "'") return;
      this.#append("'");
      from = end + 2;
    }
  }

  /** `$'…'` (only outside of other quotes), `$name`, `${name}`; anything else is the shell's to fill in. */
  #dollar(outside: boolean): void {
    const rest = this.#text.slice(this.#at, this.#at + 130);
    const name = /^\$(?:([A-Za-z_]\w{0,99})|\{([A-Za-z_]\w{0,99})\})/.exec(rest);
    if (name !== null) {
      const value = this.#values.get(name[1] ?? name[2] ?? '');
      if (value === undefined) this.#needsShell = true;
      // Outside of quotes a value is parted into words.
      const [first = '', ...others] = outside ? (value ?? '').split(/\s+/) : [value ?? ''];
      this.#append(first);
      for (const other of others) {
        this.#endWord();
        this.#append(other);
      }
      this.#at += name[0].length;
    } else if (outside && rest.startsWith("$'") && this.#dialect === bash) this.#ansiQuoted();
    else if (/^\$[({]/.test(rest)) this.#skipBalanced();
    else {
      // A sign of its own, as at the end of a word; `$1` and its kin are arguments that nobody gave.
      if (/^\$[\d@*#?!-]/.test(rest)) this.#needsShell = true;
      this.#append('$');
      this.#at += 1;
    }
  }

  #ansiQuoted(): void {
    this.#append('');
    const quoted = /(?:[^'\\]|\\[^])*/y;
    quoted.lastIndex = this.#at + 2;
    const inside = quoted.exec(this.#text)?.[0] ?? '';
    this.#at += inside.length + 3;
    this.#append(ansiText(inside));
  }

  #skipTo(closer: string): void {
    this.#needsShell = true;
    this.#append('');
    const close = this.#text.indexOf(closer, this.#at + 1);
    this.#at = close === -1 ? this.#text.length : close + 1;
  }

  #skipBalanced(): void {
    this.#needsShell = true;
    this.#append('');
    let depth = 0;
    for (this.#at += 1; this.#at < this.#text.length;) {
      const sign = this.#text.charAt(this.#at);
      this.#at += 1;
      if (sign === '\n') return;
      if ('({'.includes(sign)) depth += 1;
      else if (')}'.includes(sign) && --depth === 0) return;
    }
  }

  #remark(): void {
    const end = this.#text.indexOf('\n', this.#at);
    const stop = end === -1 ? this.#text.length : end;
    const comment = this.#text.slice(this.#at + 1, stop).trim();
    this.#at = stop;
    this.#endCommand(comment);
  }

  #redirection(sign: '<' | '>'): void {
    // The number of a stream stands right before it: of those only what is printed is of interest.
    const stream = this.#word !== null && /^\d$/.test(this.#word) ? this.#word : '1';
    if (stream === this.#word) this.#word = null;
    this.#endWord();
    let length = 1;
    while (length < 3 && this.#text.charAt(this.#at + length) === sign) length += 1;
    this.#at += length;
    if (this.#text.charAt(this.#at) === '&') this.#at += 1;
    // `<<<` gives its text to the command, which is a word of it as far as we are concerned.
    if (sign === '>') this.#next = stream === '1' ? 'output' : 'input';
    else this.#next = length === 3 ? 'word' : 'input';
  }

  #endWord(): void {
    if (this.#word === null) return;
    if (this.#next === 'word') this.#words.push(this.#word);
    if (this.#next === 'output') this.#output = this.#word;
    this.#next = 'word';
    this.#word = null;
  }

  #endCommand(comment: string): void {
    this.#endWord();
    const words = this.#words;
    if (words.length > 0 || comment !== '') {
      this.#takeValues(words);
      this.#commands.push({ words, output: this.#output, comment, needsShell: this.#needsShell });
    }
    this.#words = [];
    this.#output = null;
    this.#next = 'word';
    this.#needsShell = false;
  }

  #takeValues(words: readonly string[]): void {
    const given = words[0] === 'export' ? words.slice(1) : words;
    if (!given.every((word) => /^[A-Za-z_]\w*=/.test(word))) return;
    for (const word of given) {
      const equals = word.indexOf('=');
      this.#values.set(word.slice(0, equals), this.#needsShell ? unknownText : word.slice(equals + 1));
    }
  }
}

const ansiSigns: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

/** What `$'…'` holds: `\n`, `\'`, `\x41`, `\u0041`, `\101`; bytes are taken for characters. */
function ansiText(inside: string): string {
  return inside.replace(
    /\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|([0-7]{1,3})|([^]))/gi,
    (_, byte?: string, code?: string, octal?: string, sign?: string) => {
      if (sign !== undefined) return ansiSigns[sign] ?? sign;
      const point = octal === undefined ? Number.parseInt(byte ?? code ?? '', 16) : Number.parseInt(octal, 8);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : '';
    },
  );
}
