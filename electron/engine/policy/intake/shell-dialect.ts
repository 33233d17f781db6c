/** How a command line was written: by the shell that it was copied for. */
export interface ShellDialect {
  /** Outside of quotes, the next character stands for itself; before a line's end, the line goes on. */
  readonly escape: '\\' | '`' | null;
  /** Characters that the escape character takes its meaning from inside `"…"`; null: all of them. */
  readonly escapeInQuotes: string | null;
  readonly escapeOfQuotes: '\\' | '`';
  /** Whether `'…'` is a quote. */
  readonly single: boolean;
  /** `""` inside `"…"` is one sign of it, and so is `''` inside `'…'`. */
  readonly doubled: boolean;
  /** `$name`, `$(…)`, and backquotes where they are no escape: what only a shell could fill in. */
  readonly dollar: boolean;
}

export const bash: ShellDialect = {
  escape: '\\',
  escapeInQuotes: '"\\$`\n',
  escapeOfQuotes: '\\',
  single: true,
  doubled: false,
  dollar: true,
};

/** Windows' command prompt, its carets taken away by `withoutCarets`, as a C program reads it. */
export const cmd: ShellDialect = {
  escape: null,
  escapeInQuotes: '"\\',
  escapeOfQuotes: '\\',
  single: false,
  doubled: true,
  dollar: false,
};

const powershell: ShellDialect = {
  escape: '`',
  escapeInQuotes: null,
  escapeOfQuotes: '`',
  single: true,
  doubled: true,
  dollar: true,
};

/** Told by what no other shell writes: carets before quotes and line ends, backquotes before line ends. */
export function dialectOf(text: string): ShellDialect {
  if (/\^"|\^\r?\n/.test(text)) return cmd;
  return /[ \t]`\r?\n|\bcurl\.exe\b/i.test(text) ? powershell : bash;
}

/** What the command prompt leaves of a line: `^x` is x, `^` at a line's end joins, and before an empty line is a line's end. */
export function withoutCarets(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\^(\n\n|\n|[^\n])/g, (_, next: string) => {
    if (next === '\n\n') return '\n';
    return next === '\n' ? '' : next;
  });
}
