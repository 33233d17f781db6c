import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSystem } from './files.ts';

let folder = '';
const at = (name: string) => join(folder, name);
const code = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure?.code;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('createFileSystem', () => {
  const files = createFileSystem();

  it('creates a part file once, with the rights that the umask leaves', async () => {
    const before = process.umask(0o027);
    const made = await files.createPart(at('a.part'));
    process.umask(before);
    if (!made.ok) expect.unreachable(made.failure.code);
    expect(statSync(at('a.part')).mode & 0o777).toBe(0o640);
    await made.value.close();
    expect(code(await files.createPart(at('a.part')))).toBe('file-exists');
  });

  it('creates a control file for its owner only', async () => {
    const made = await files.createControl(at('a.part.tributary'));
    if (!made.ok) expect.unreachable(made.failure.code);
    expect(statSync(at('a.part.tributary')).mode & 0o777).toBe(0o600);
    expect(await made.value.write(Uint8Array.of(1, 2, 3), 4)).toEqual({ ok: true, value: undefined });
    expect(await made.value.sync()).toEqual({ ok: true, value: undefined });
    expect(await made.value.read()).toEqual({ ok: true, value: Uint8Array.of(0, 0, 0, 0, 1, 2, 3) });
    await made.value.close();
    const opened = await files.openControl(at('a.part.tributary'));
    if (!opened.ok) expect.unreachable(opened.failure.code);
    expect(await opened.value.read()).toEqual({ ok: true, value: Uint8Array.of(0, 0, 0, 0, 1, 2, 3) });
    await opened.value.close();
  });

  it('writes and reads at any offset, in any order, and says where the file ends', async () => {
    const made = await files.createPart(at('a.part'));
    if (!made.ok) expect.unreachable(made.failure.code);
    const part = made.value;
    const block = new Uint8Array(1_048_576).fill(7);
    const writes = [3, 0, 2, 1].map((index) => part.write(block.fill(7), index * block.length));
    for (const wrote of await Promise.all(writes)) expect(wrote.ok).toBe(true);
    expect((await part.sync()).ok).toBe(true);
    const into = new Uint8Array(100);
    expect(await part.read(into, 4 * block.length - 40)).toEqual({ ok: true, value: 40 });
    expect(into.subarray(0, 41)).toEqual(new Uint8Array(41).fill(7, 0, 40));
    expect((await part.truncate(10)).ok).toBe(true);
    const identity = await part.identity();
    expect(identity.ok && identity.value.size).toBe(10);
    expect(await files.identity(at('a.part'))).toEqual(identity);
    await part.close();
  });

  it('finishes a write that is under way at the close, and fails one that comes after it', async () => {
    const made = await files.createPart(at('a.part'));
    if (!made.ok) expect.unreachable(made.failure.code);
    const late = made.value.write(new Uint8Array(8_000_000), 0);
    await made.value.close();
    expect((await late).ok).toBe(true);
    expect(statSync(at('a.part')).size).toBe(8_000_000);
    expect(code(await made.value.write(Uint8Array.of(1), 0))).toBe('file-io');
    await made.value.close();
  });

  it('I3: never follows a link, and opens nothing but a regular file', async () => {
    writeFileSync(at('theirs'), 'theirs');
    symlinkSync(at('theirs'), at('link.part'));
    symlinkSync(at('nowhere'), at('dangling.part'));
    mkdirSync(at('folder.part'));
    execFileSync('mkfifo', [at('pipe.part')]);
    for (const name of ['link.part', 'dangling.part', 'folder.part', 'pipe.part', 'absent.part']) {
      expect(code(await files.openPart(at(name)))).toBe('file-open');
      expect(code(await files.openControl(at(name)))).toBe('file-open');
    }
    for (const name of ['link.part', 'dangling.part', 'folder.part', 'pipe.part']) {
      expect(code(await files.createPart(at(name)))).toBe('file-exists');
      expect(code(await files.identity(at(name)))).toBe('file-open');
    }
    expect(readFileSync(at('theirs'), 'utf8')).toBe('theirs');
    const kinds = ['theirs', 'link.part', 'folder.part', 'pipe.part', 'absent', 'theirs/below'];
    const found = await Promise.all(kinds.map((name) => files.kind(at(name))));
    expect(found.map((kind) => kind.ok && kind.value)).toEqual([
      'file',
      'link',
      'folder',
      'other',
      'absent',
      'absent',
    ]);
  });

  it('I2: a folder that is not there is a named failure', async () => {
    expect(await files.createPart(at('none/a.part'))).toEqual({
      ok: false,
      failure: { code: 'file-create', facts: { errno: 'ENOENT', op: 'create' } },
    });
    expect(code(await files.list(at('none')))).toBe('file-open');
    expect(code(await files.freeSpace(at('none')))).toBe('file-io');
    writeFileSync(at('file'), '');
    expect(code(await files.makeFolder(at('file/below')))).toBe('file-create');
    expect(code(await files.makeFolder(at('file')))).toBe('file-create');
  });

  it('I2: writing to a full device is a failure of space', async () => {
    // The one device of every Linux machine that is always full; it is no regular file, so openPart refuses it.
    expect(code(await files.openPart('/dev/full'))).toBe('file-open');
    const { open } = await import('node:fs/promises');
    const { partFile } = await import('./part-file.ts');
    const part = partFile('/dev/full', await open('/dev/full', 'r+'));
    expect(await part.write(new Uint8Array(10), 0)).toEqual({
      ok: false,
      failure: { code: 'file-no-space', facts: { errno: 'ENOSPC', op: 'write' } },
    });
    await part.close();
  });

  it('I10: gives a file its final name and never replaces what has that name', async () => {
    writeFileSync(at('a.part'), 'bytes');
    for (const taken of ['file', 'folder', 'link', 'dangling']) {
      if (taken === 'file') writeFileSync(at(taken), 'theirs');
      if (taken === 'folder') mkdirSync(at(taken));
      if (taken === 'link') symlinkSync(at('file'), at(taken));
      if (taken === 'dangling') symlinkSync(at('nowhere'), at(taken));
      expect(code(await files.renameExclusive(at('a.part'), at(taken)))).toBe('file-exists');
    }
    expect(readFileSync(at('file'), 'utf8')).toBe('theirs');
    expect(code(await files.renameExclusive(at('a.part'), at('a')))).toBe('ok');
    expect(readFileSync(at('a'), 'utf8')).toBe('bytes');
    expect(await files.kind(at('a.part'))).toEqual({ ok: true, value: 'absent' });
    expect(code(await files.syncFolder(folder))).toBe('ok');
  });

  it('I5: goes on with a rename that was cut off between its two steps', async () => {
    writeFileSync(at('a.part'), 'bytes');
    linkSync(at('a.part'), at('a'));
    expect(code(await files.renameExclusive(at('a.part'), at('a')))).toBe('ok');
    const names = await files.list(folder);
    expect(names.ok && names.value).toEqual(['a']);
  });

  it('makes folders, lists them, removes files and tells the free space', async () => {
    expect(code(await files.makeFolder(at('x/y')))).toBe('ok');
    expect(code(await files.makeFolder(at('x/y')))).toBe('ok');
    writeFileSync(at('x/y/z'), '');
    chmodSync(at('x/y/z'), 0o400);
    expect(await files.list(at('x/y'))).toEqual({ ok: true, value: ['z'] });
    expect(code(await files.remove(at('x/y/z')))).toBe('ok');
    expect(code(await files.remove(at('x/y/z')))).toBe('ok');
    expect(code(await files.remove(at('x/y')))).toBe('file-io');
    const free = await files.freeSpace(folder);
    expect(free.ok && free.value).toBeGreaterThan(0);
  });
});
