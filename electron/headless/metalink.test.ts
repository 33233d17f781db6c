import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseMetalink } from '../engine/policy/metalink/metalink.ts';
import { runCommand } from './commands.ts';
import { testingIo } from './testing-io.ts';

let folder = '';
const piece = 256 * 1_024;
const bytes = Buffer.from(Uint8Array.from({ length: 2 * piece + 77 }, (_, index) => (index * 31) % 251));
const sha256 = (of: Uint8Array): string => createHash('sha256').update(of).digest('hex');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-metalink-'));
  await writeFile(join(folder, 'a & b.bin'), bytes);
  await writeFile(join(folder, 'empty'), '');
});
afterEach(() => rm(folder, { recursive: true }));

async function metalink(...args: string[]) {
  const testing = testingIo(folder);
  const status = await runCommand(['metalink', ...args], testing.io);
  return { status, out: testing.out(), err: testing.err() };
}

test('lists size, sums of the whole and of each piece, and the sources in their order', async () => {
  const { status, out, err } = await metalink(
    'a & b.bin',
    'https://b.example/a',
    'http://a.example/a?version=2',
  );
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const read = parseMetalink(out);
  expect(read.ok && read.value.files).toMatchObject([
    {
      name: 'a & b.bin',
      size: bytes.length,
      sum: { algorithm: 'sha256', hex: sha256(bytes) },
      pieces: {
        algorithm: 'sha256',
        length: piece,
        sums: [0, 1, 2].map((index) => sha256(bytes.subarray(index * piece, (index + 1) * piece))),
      },
    },
  ]);
  expect(out.indexOf('b.example')).toBeLessThan(out.indexOf('a.example'));
});

test('a secret in an address stands there as a variable', async () => {
  const { out } = await metalink('empty', 'https://a.example/a?sig=abcdef123');
  expect(out).not.toContain('abcdef123');
  expect(out).toContain('$TRIBUTARY_SIG');
});

test.each([
  ['a file that is not there', ['no', 'https://a.example/a'], 3],
  ['no address', ['empty'], 28],
  ['an address of another kind', ['empty', 'ftp://a.example/a'], 28],
  ['an option that there is not', ['empty', 'https://a.example/a', '--pieces'], 28],
])('%s ends with its status and one sentence', async (_, args, expected) => {
  const { status, out, err } = await metalink(...args);
  expect({ status, out }).toEqual({ status: expected, out: '' });
  expect(err).toMatch(/^[^\n]+\.\n$/);
});
