import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillCommand, readCommand, type CommandFacts } from './command-template.ts';

const facts: CommandFacts = {
  file: '/d/a b.iso',
  folder: '/d',
  name: 'a b.iso',
  url: 'https://example.org/a%20b.iso',
};

function filled(text: string, change: Partial<CommandFacts> = {}): readonly string[] | string {
  const read = readCommand(text);
  return read.ok ? fillCommand(read.value, { ...facts, ...change }) : read.failure;
}

describe('a command', () => {
  it.each([
    ['scan {file}', ['scan', '/d/a b.iso']],
    ['scan  "{file}"  --in={folder}', ['scan', '/d/a b.iso', '--in=/d']],
    ['"C:\\Program Files\\av.exe" /q {name}', ['C:\\Program Files\\av.exe', '/q', 'a b.iso']],
    [`'a "b"' "c 'd'" ''`, ['a "b"', "c 'd'", '']],
    ['x $(rm) `y` ; & | > {url}', ['x', '$(rm)', '`y`', ';', '&', '|', '>', facts.url]],
    ['x {} {FILE} { file }', ['x', '{}', '{FILE}', '{', 'file', '}']],
    ['', 'empty'],
    ['   ', 'empty'],
    ['"" x', 'empty'],
    ['x "y', 'unclosed'],
    ['x {path}', 'placeholder'],
    ['{file}', 'program'],
    ['/d/{name} x', 'program'],
    ['x\ny', 'character'],
    ['x \0', 'character'],
  ])('%j is %j', (text, words) => {
    expect(filled(text)).toEqual(words);
  });

  it('never turns a name into an option, nor one argument into several', () => {
    expect(filled('x {name} a{name} --n={name} -{name}', { name: '-rf /' })).toEqual([
      'x',
      './-rf /',
      'a-rf /',
      '--n=-rf /',
      '--rf /',
    ]);
    fc.assert(
      fc.property(fc.string(), (name) => {
        const words = filled('x {name} "{file}" -o{name}', { name, file: `/d/${name}` });
        expect(words).toHaveLength(4);
        expect(words[1]?.startsWith('-')).toBe(false);
        expect(words[2]).toBe(`/d/${name}`);
        expect(words[3]).toBe(`-o${name}`);
      }),
    );
  });

  it('puts nothing in twice: a name that looks like a placeholder stays what it is', () => {
    expect(filled('x {name}', { name: '{url} $& $1' })).toEqual(['x', '{url} $& $1']);
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void readCommand(text)));
  });
});
