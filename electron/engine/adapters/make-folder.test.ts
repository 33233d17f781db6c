import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFolder, makeFolderSync } from './make-folder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'make-folder-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe.each([
  ['makeFolder', makeFolder],
  [
    'makeFolderSync',
    async (folder: string, mode?: number) => Promise.resolve().then(() => makeFolderSync(folder, mode)),
  ],
])('%s', (_name, make) => {
  test('makes all that is missing, with the rights asked for, and is content with what is there', async () => {
    await make(join(root, 'a', 'b', 'c'), 0o700);
    await make(join(root, 'a', 'b', 'c'), 0o700);
    expect(statSync(join(root, 'a', 'b')).mode & 0o777).toBe(0o700);
    symlinkSync('a', join(root, 'link'));
    await make(join(root, 'link', 'd'));
    expect(existsSync(join(root, 'a', 'd'))).toBe(true);
  });

  test('I2: a file in the place of a folder, or above it, is an error', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(make(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(make(join(root, 'file', 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  test.runIf(existsSync('/proc/self'))(
    'I2: a folder in which none can be made is an error, not a wait',
    async () => {
      await expect(make('/proc/no-such-folder/a')).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});
