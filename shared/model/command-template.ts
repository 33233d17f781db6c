import { fail, ok, type Result } from './result.ts';

/** What a command can be told of a finished download. Paths are absolute. */
export interface CommandFacts {
  readonly file: string;
  readonly folder: string;
  readonly name: string;
  readonly url: string;
}

const placeholders = ['file', 'folder', 'name', 'url'] as const satisfies readonly (keyof CommandFacts)[];

/**
 * Why a text is no command: nothing stands in it, a quotation mark has no end, a name in braces is none
 * of the placeholders, the program itself would depend on a download, or a character cannot be given.
 */
export type CommandFault = 'empty' | 'unclosed' | 'placeholder' | 'program' | 'character';

/**
 * The program and its arguments, with the placeholders still in them. Blanks part them; between quotation
 * marks of either kind every character stands for itself. No shell ever reads it.
 */
export function readCommand(text: string): Result<readonly string[], CommandFault> {
  if (/[\0\r\n]/.test(text)) return fail('character');
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (const sign of text) {
    if (quote !== null) {
      if (sign === quote) quote = null;
      else word = `${word ?? ''}${sign}`;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= '';
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = `${word ?? ''}${sign}`;
  }
  if (quote !== null) return fail('unclosed');
  if (word !== null) words.push(word);
  const [program] = words;
  if (program === undefined || program === '') return fail('empty');
  if (/\{[a-z]+\}/.test(program)) return fail('program');
  const named = words.flatMap((each) => [...each.matchAll(/\{([a-z]+)\}/g)].map(([, name = '']) => name));
  return named.every((name) => placeholders.some((known) => known === name))
    ? ok(words)
    : fail('placeholder');
}

/**
 * The arguments for one download: each stays one, whatever the file is called. One that begins with a
 * placeholder never becomes an option: `-x` is given as `./-x`.
 */
export function fillCommand(words: readonly string[], facts: CommandFacts): readonly string[] {
  return words.map((word) => {
    const filled = word.replaceAll(
      /\{(file|folder|name|url)\}/g,
      (_whole, name: keyof CommandFacts) => facts[name],
    );
    return !word.startsWith('-') && filled.startsWith('-') ? `./${filled}` : filled;
  });
}
