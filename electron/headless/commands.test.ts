import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { printable } from './command-io.ts';
import { runCommand } from './commands.ts';
import { testingIo } from './testing-io.ts';

async function run(...args: string[]) {
  const testing = testingIo('/');
  const status = await runCommand(args, testing.io);
  return { status, out: testing.out(), err: testing.err() };
}

test.each([['--help'], ['-h'], ['get', '--help'], ['verify', '-h'], ['serve', '--dir', 'x', '--help']])(
  'help goes to stdout with 0: %s',
  async (...args) => {
    const { status, out, err } = await run(...args);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^tributary/);
  },
);

test('the version is that of package.json', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await run('--version')).toEqual({ status: 0, out: `${manifest.version}\n`, err: '' });
});

test.each([
  [],
  [''],
  ['fetch'],
  ['--verbose'],
  ['toString'],
  ['__proto__'],
  ['\u001b[2J'],
  ['get'],
  ['verify'],
  ['serve', 'x'],
])(
  'what is no command, or a command without what it needs, ends with 28 and one sentence: %j',
  async (...args) => {
    const { status, out, err } = await run(...args);
    expect({ status, out }).toEqual({ status: 28, out: '' });
    expect(err).toMatch(/^\P{Cc}+\.\n$/u);
  },
);

test('what a terminal would obey is made visible', () => {
  expect(printable('a\u001b]0;x\u0007\nb\u202egnp.exe')).toBe('a\\u{1b}]0;x\\u{7}\\u{a}b\\u{202e}gnp.exe');
  expect(printable('파일 é 😀')).toBe('파일 é 😀');
});
