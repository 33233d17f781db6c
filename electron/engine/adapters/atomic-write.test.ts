import {
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atomicWrite } from './atomic-write.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-atomic-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('atomicWrite', () => {
  it('makes a file and replaces it, for its owner only, and leaves nothing else', async () => {
    const path = join(folder, 'settings.json');
    for (const text of ['a long first content', 'short']) {
      expect(await atomicWrite(path, bytesOf(text))).toEqual({ ok: true, value: undefined });
      expect(await readFile(path, 'utf8')).toBe(text);
    }
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('never changes a file in place: who has the old one open goes on seeing the old content', async () => {
    const path = join(folder, 'settings.json');
    await writeFile(path, 'old');
    const before = await stat(path);
    await atomicWrite(path, bytesOf('new'));
    expect((await stat(path)).ino).not.toBe(before.ino);
  });

  it('replaces what a link points to, and the link stays', async () => {
    await writeFile(join(folder, 'real'), 'old');
    await symlink(join(folder, 'real'), join(folder, 'link'));
    await atomicWrite(join(folder, 'link'), bytesOf('new'));
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
  });

  it('I5: takes away what a killed write left a while ago, and nothing else', async () => {
    const old = new Date(Date.now() - 120_000);
    const left = ['.settings.json.1.tmp', '.settings.json.2.tmp', '.other.json.3.tmp', 'settings.json.tmp'];
    for (const name of left) await writeFile(join(folder, name), 'half');
    for (const name of left.slice(1)) await utimes(join(folder, name), old, old);
    await atomicWrite(join(folder, 'settings.json'), bytesOf('new'));
    expect((await readdir(folder)).sort()).toEqual(
      ['.settings.json.1.tmp', '.other.json.3.tmp', 'settings.json.tmp', 'settings.json'].sort(),
    );
  });

  it('fails with a name, and takes its own file away again', async () => {
    await mkdir(join(folder, 'taken'));
    const taken = await atomicWrite(join(folder, 'taken'), bytesOf('x'));
    expect(taken).toMatchObject({ ok: false, failure: { code: 'file-io', facts: { op: 'rename' } } });
    expect(await readdir(folder)).toEqual(['taken']);
    const absent = await atomicWrite(join(folder, 'none', 'x'), bytesOf('x'));
    expect(absent).toMatchObject({ ok: false, failure: { code: 'file-create' } });
  });
});
