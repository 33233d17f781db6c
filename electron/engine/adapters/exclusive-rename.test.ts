import { link, mkdtemp, readFile, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RenameSystem } from './exclusive-rename.ts';
import { renameExclusive } from './exclusive-rename.ts';

let folder = '';
let from = '';
let to = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-rename-'));
  from = join(folder, 'a.part');
  to = join(folder, 'a');
  await writeFile(from, 'bytes');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function refusing(errno: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(errno), { code: errno }));
}

function systemWith(part: Partial<RenameSystem>): RenameSystem & { waited: number[] } {
  const waited: number[] = [];
  return {
    platform: 'linux',
    link,
    rename,
    unlink,
    waited,
    wait(delay) {
      waited.push(delay);
      return Promise.resolve();
    },
    ...part,
  };
}

/** Fails so many times, then does it. */
function busyFor<P extends string[]>(times: number, errno: string, run: (...paths: P) => Promise<void>) {
  let left = times;
  return (...paths: P) => {
    left -= 1;
    return left >= 0 ? refusing(errno)() : run(...paths);
  };
}

describe('renameExclusive', () => {
  it('does without hard links where a file system has none', async () => {
    for (const errno of ['EPERM', 'ENOTSUP', 'ENOSYS', 'EISDIR']) {
      await writeFile(from, errno);
      expect(await renameExclusive(from, to, systemWith({ link: refusing(errno) }))).toEqual({
        ok: true,
        value: undefined,
      });
      expect(await readFile(to, 'utf8')).toBe(errno);
      expect(await readdir(folder)).toEqual(['a']);
      await rm(to);
    }
  });

  it('I10: replaces nothing there either, and takes its placeholder back when it fails', async () => {
    await writeFile(to, 'theirs');
    const system = systemWith({ link: refusing('EPERM') });
    expect(await renameExclusive(from, to, system)).toMatchObject({
      ok: false,
      failure: { code: 'file-exists' },
    });
    expect(await readFile(to, 'utf8')).toBe('theirs');
    await rm(to);
    const broken = systemWith({ link: refusing('EPERM'), rename: refusing('EIO') });
    expect(await renameExclusive(from, to, broken)).toMatchObject({
      ok: false,
      failure: { code: 'file-io' },
    });
    expect(await readdir(folder)).toEqual(['a.part']);
  });

  it('I4: tries again while another program has the file open, on Windows', async () => {
    for (const errno of ['EBUSY', 'EACCES', 'EPERM']) {
      await writeFile(from, errno);
      const system = systemWith({
        platform: 'win32',
        link: busyFor(2, errno, link),
        unlink: busyFor(1, errno, unlink),
      });
      expect((await renameExclusive(from, to, system)).ok).toBe(true);
      expect(system.waited).toEqual([50, 100, 50]);
      await rm(to);
    }
    const linux = systemWith({ link: refusing('EBUSY') });
    expect((await renameExclusive(from, to, linux)).ok).toBe(false);
    expect(linux.waited).toEqual([]);
  });

  it('takes the new name back when the old one cannot go, so that no file has two names', async () => {
    const result = await renameExclusive(from, to, systemWith({ unlink: refusing('EIO') }));
    expect(result).toEqual({
      ok: false,
      failure: { code: 'file-io', facts: { errno: 'EIO', op: 'rename' } },
    });
    expect(await readdir(folder)).toEqual(['a.part']);
  });
});
