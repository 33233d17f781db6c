import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Roots } from './roots.ts';

let folder = '';
let roots: Roots;
const at = (...names: string[]): string => join(folder, ...names);

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tributary-roots-')));
  for (const name of ['films/old', 'films/.hidden', 'music', 'films-private', 'outside']) {
    await mkdir(at(name), { recursive: true });
  }
  await writeFile(at('films', 'a.mkv'), 'a');
  await writeFile(at('outside', 'secret'), 's');
  await symlink(at('outside'), at('films', 'out'));
  await symlink(at('outside', 'secret'), at('films', 'secret'));
  await symlink(at('films', 'old'), at('films', 'in'));
  await symlink(at('outside', 'new'), at('films', 'dangling'));
  await symlink(at('films', 'loop'), at('films', 'loop'));
  await symlink(at('films'), at('films-link'));
  const opened = await Roots.open([at('films-link'), at('music'), at('films')]);
  if (!opened.ok) throw new Error(opened.failure);
  roots = opened.value;
});
afterEach(() => rm(folder, { recursive: true }));

describe('folders to write into', () => {
  test.each([
    'films',
    'films/old',
    'films/',
    'music',
    'films-link/old',
    'films/new',
    'films/new/er',
    'films/in',
  ])('%s is allowed', async (path) => {
    expect(await roots.allowsFolder(at('.') + '/' + path)).toBe(true);
  });

  test.each([
    'outside',
    'films-private',
    'films/out',
    'films/out/new',
    'films/dangling',
    'films/dangling/new',
    'films/loop',
    'films/loop/new',
    'films/../outside',
    'films/new/../../outside',
    'films/old/../new',
    'films/a.mkv',
    'films/a.mkv/new',
    'films/new\0',
    'nowhere/films',
    '',
  ])('%j is refused', async (path) => {
    expect(await roots.allowsFolder(at('.') + '/' + path)).toBe(false);
  });

  test('a path that is not absolute is refused', async () => {
    expect(await roots.allowsFolder('films')).toBe(false);
    expect(await roots.allowsFolder('')).toBe(false);
  });
});

test('files to verify are regular files inside a root, by their real path', async () => {
  const allowed = async (...names: string[]): Promise<boolean> => roots.allowsFile(at(...names));
  expect(await allowed('films', 'a.mkv')).toBe(true);
  expect(await allowed('films-link', 'a.mkv')).toBe(true);
  expect(await allowed('films', 'secret')).toBe(false);
  expect(await allowed('films', 'out', 'secret')).toBe(false);
  expect(await allowed('films', 'old')).toBe(false);
  expect(await allowed('films', 'missing')).toBe(false);
  expect(await roots.allowsFile('a.mkv')).toBe(false);
});

describe('listings', () => {
  test('an empty path lists the roots, each once and by its real path', async () => {
    expect(await roots.list('')).toEqual({
      path: '',
      parent: null,
      folders: [at('films'), at('music')],
      free: null,
    });
  });

  test('a root shows its folders, no files, nothing hidden and no way out', async () => {
    const listing = await roots.list(at('films'));
    expect(listing).toMatchObject({
      path: at('films'),
      parent: '',
      folders: [at('films', 'in'), at('films', 'old')],
    });
    expect(listing?.free).toBeGreaterThan(0);
    expect((await roots.list(at('films', 'old')))?.parent).toBe(at('films'));
  });

  test.each(['outside', 'films/out', 'films/../outside', 'films/a.mkv', 'films/new', 'films-private', '.'])(
    '%s is not shown',
    async (path) => {
      expect(await roots.list(`${folder}/${path}`)).toBeNull();
    },
  );
});

test('a root that is missing or a file is named', async () => {
  expect(await Roots.open([at('music'), at('nowhere')])).toEqual({ ok: false, failure: at('nowhere') });
  expect(await Roots.open([at('films', 'a.mkv')])).toEqual({ ok: false, failure: at('films', 'a.mkv') });
});
