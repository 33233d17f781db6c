import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const writer = fileURLToPath(new URL('testing/position-teller.ts', import.meta.url));
const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url));
const run = promisify(execFile);

/** The lines of the source that call the log, from 1. */
const callLines = readFileSync(writer, 'utf8')
  .split('\n')
  .flatMap((line, index) => (/\blog\.(?:debug|info|warn|error)\(/.test(line) ? [index + 1] : []));

function toldLines(stderr: string): number[] {
  return [...stderr.matchAll(/^\[\w+\|position-teller\.ts:(\d+)\]/gm)].map((match) => Number(match[1]));
}

test('run as it is, each line names its place in the TypeScript source', async () => {
  const { stderr } = await run(process.execPath, [writer]);
  expect(toldLines(stderr).sort((a, b) => a - b)).toEqual(callLines);
});

test('from the compiled bundle with its map beside it, each line names the same place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const options = ['--ssr', writer, '--outDir', join(folder, 'out'), '--sourcemap', '--minify'];
    await run(process.execPath, [vite, 'build', folder, ...options, '--logLevel', 'error']);
    const [bundle = ''] = readdirSync(join(folder, 'out')).filter(
      (name) => /\.m?js$/.test(name) && name.startsWith('position'),
    );
    const { stderr } = await run(process.execPath, [join(folder, 'out', bundle)]);
    expect(toldLines(stderr).sort((a, b) => a - b)).toEqual(callLines);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
