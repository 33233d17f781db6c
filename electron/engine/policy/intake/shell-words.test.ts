import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellCommands, unknownText } from './shell-words.ts';

function wordsOf(text: string): readonly (readonly string[])[] {
  return shellCommands(text).map(({ words }) => words);
}

describe('the words of a shell script', () => {
  it('are parted as the shell parts them', () => {
    expect(wordsOf(`a 'b c' "d \\"e\\" $" f\\ g\\\n h ''; i&&j|k &\nl # remark`)).toEqual([
      ['a', 'b c', 'd "e" $', 'f g', 'h', ''],
      ['i'],
      ['j'],
      ['k'],
      ['l'],
    ]);
  });

  it("know what a browser escapes in $'…'", () => {
    expect(wordsOf(`curl $'a\\'b\\u0021\\x41\\n'`)).toEqual([['curl', "a'b!A\n"]]);
  });

  it('take names that were given plain text, and mark what only a shell can fill in', () => {
    const [, ...rest] = shellCommands('U="https://h.example/a"\nx "$U" ${U}b\ny $(date) `id`\nz $other\n$1');
    expect(rest.map(({ words, needsShell }) => [words, needsShell])).toEqual([
      [['x', 'https://h.example/a', 'https://h.example/ab'], false],
      [['y', '', ''], true],
      [['z', ''], true],
      [['$1'], true],
    ]);
  });

  it('part the value of a name outside of quotes, and mark what nobody has run', () => {
    expect(wordsOf('o="-s  -L"\nd=$(mktemp -d)\ncurl $o "$o" -o "$d/1"').at(-1)).toEqual([
      'curl',
      '-s',
      '-L',
      '-s  -L',
      '-o',
      `${unknownText}/1`,
    ]);
  });

  it('tell where output goes, and leave files and streams out', () => {
    const [first, second, third] = shellCommands(
      'cat part? > "a b.iso" 2>/dev/null\nsum -c <<< "x  y"\nz 2>&1 <in',
    );
    expect(first).toMatchObject({ words: ['cat', 'part?'], output: 'a b.iso' });
    expect(second).toMatchObject({ words: ['sum', '-c', 'x  y'], output: null });
    expect(third).toMatchObject({ words: ['z'], output: null });
  });

  it('are read from the command prompt of Windows with its carets', () => {
    const text =
      'curl ^"https://h.example/a?b=1^&c=^%^20d^" ^\r\n  -H ^"x: ^\\^"q^\\^"^" ^\r\n  --compressed';
    expect(wordsOf(text)).toEqual([
      ['curl', 'https://h.example/a?b=1&c=%20d', '-H', 'x: "q"', '--compressed'],
    ]);
  });

  it('are read from PowerShell, whose lines go on after a backquote', () => {
    expect(wordsOf("curl.exe 'https://h.example/a' `\n  -H 'it''s' `\n  -H \"a`\"b\"")).toEqual([
      ['curl.exe', 'https://h.example/a', '-H', "it's", '-H', 'a"b'],
    ]);
  });

  it('end a name that doubles itself', () => {
    const doubling = Array.from({ length: 60 }, (_, at) => `a${at + 1}=$a${at}$a${at}`).join('\n');
    const commands = shellCommands(`a0=xxxxxxxx\n${doubling}\ncurl $a60`);
    const [, word = ''] = commands.at(-1)?.words ?? [];
    expect([...new Set(word)]).toEqual([unknownText]);
    expect(word.length).toBeLessThanOrEqual(65_536);
  });

  it('come back whole from what a shell would quote, whatever they hold', () => {
    const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
    const word = fc.string({ unit: fc.constantFrom(...`ab '"\\$\`;&|<>#\n\t{}()*?!`), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        // A backquote or a caret before a line's end would be taken for another shell's.
        fc.pre(!/`\n|\^["\n]/.test(words.map(quoted).join(' ')));
        expect(wordsOf(words.map(quoted).join(' '))).toEqual([words]);
      }),
    );
  });

  it('end for any text', () => {
    const piece = fc.constantFrom(
      '$(',
      ')',
      '${',
      '}',
      '`',
      '"',
      "'",
      "$'",
      '\\',
      '\n',
      '<<<',
      '>',
      '2>&1',
      '#',
      'a=',
      '$a',
      ' ',
      'curl',
      '^"',
      '^\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        for (const { words } of shellCommands(text))
          expect(words.join('').length).toBeLessThanOrEqual(65_536 * words.length);
      }),
    );
  });
});
