import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[]): Promise<Ended> {
  return runProgram(process.execPath, args);
}

function runProgram(program: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, out, err }));
  });
}

test('an older Node is told so in one sentence, with exit status 1', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-cli-'));
  try {
    const disguise = join(folder, 'disguise.cjs');
    const old = '{ ...process.versions, node: "20.20.2" }';
    await writeFile(disguise, `Object.defineProperty(process, 'versions', { value: ${old} });`);
    expect(await run(['--require', disguise, cli, 'get', 'x'])).toEqual({
      status: 1,
      out: '',
      err: 'Tributary needs Node 24 or newer; this is Node 20.20.2.\n',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the entry is a program, and has nothing that an older Node cannot parse', async () => {
  const source = await readFile(cli, 'utf8');
  expect(source).toMatch(/^#!\/usr\/bin\/env node\n/);
  const script = stripTypeScriptTypes(source).replace(/\/\/.*$/gm, '');
  expect(script).not.toMatch(/\bawait\b|\?\.|\?\?|\bfrom\s*'|^import\s*'/m);
});

test.skipIf(process.platform === 'win32')(
  'a folder that is gone is told in one sentence, with exit status 1',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-cli-'));
    const script = 'cd "$0" && rmdir "$0" && exec "$@"';
    const ended = await runProgram('/bin/sh', ['-c', script, folder, process.execPath, cli, '--version']);
    expect(ended).toEqual({
      status: 1,
      out: '',
      err: 'The folder that Tributary was started in is gone, or may not be looked at: change into another one.\n',
    });
  },
);

test('the exit status and the streams are the command’s', async () => {
  const { status, out, err } = await run([cli, 'fetch']);
  expect({ status, out }).toEqual({ status: 28, out: '' });
  expect(err).toMatch(/^There is no command fetch: .*\.\n$/);
  expect(await run([cli, 'verify', '--help'])).toMatchObject({ status: 0, err: '' });
});
