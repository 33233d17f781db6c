import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testingIo } from './testing-io.ts';
import { runVerify } from './verify.ts';

let folder = '';
// Longer than two reads and no whole number of them.
const bytes = Buffer.from(Uint8Array.from({ length: 2_500_001 }, (_, index) => (index * 31) % 251));
const sum = (algorithm: string, of: Uint8Array = bytes): string =>
  createHash(algorithm).update(of).digest('hex');
const wrong = sum('sha1', Buffer.from('another file'));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-verify-'));
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'a.bin'), bytes);
  await writeFile(join(folder, 'sub', 'b.bin'), 'b');
  await writeFile(join(folder, 'empty'), '');
});
afterEach(() => rm(folder, { recursive: true }));

async function verify(...args: string[]) {
  return verifyWith(Buffer.alloc(0), ...args);
}

/** With bytes on stdin. */
async function verifyWith(input: Buffer, ...args: string[]) {
  const testing = testingIo(folder, {}, false, input);
  const status = await runVerify(args, testing.io);
  return { status, out: testing.out(), err: testing.err() };
}

describe('one file and a sum', () => {
  test.each(['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'blake2b512'])(
    '%s that matches ends with 0',
    async (algorithm) => {
      const { status, out, err } = await verify('a.bin', sum(algorithm).toUpperCase());
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(out).toContain('a.bin: OK\n');
      expect(out).toContain(sum(algorithm));
    },
  );

  test('an empty file has a sum too, and a path may be absolute', async () => {
    expect((await verify(join(folder, 'empty'), `sha1:${sum('sha1', Buffer.alloc(0))}`)).status).toBe(0);
  });

  test.skipIf(process.platform === 'win32')(
    'a FIFO that nobody writes to is told and not waited for',
    async () => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      const { status, err } = await verify('pipe', wrong);
      expect([status, err]).toEqual([
        15,
        'pipe cannot be opened (it is no file): name a file that you may read.\n',
      ]);
    },
  );

  test('a folder with a sum is told in words', async () => {
    const { status, err } = await verify('sub', wrong);
    expect([status, err]).toEqual([
      15,
      'sub cannot be opened (it is a folder): name a file that you may read.\n',
    ]);
  });

  test('an argument without a sign in it is none', async () => {
    expect((await verify('a.bin', '')).err).toMatch(/^Give a file and its checksum/);
  });

  test('a sum that does not match ends with 32 and shows both', async () => {
    const { status, out, err } = await verify('a.bin', wrong);
    expect(status).toBe(32);
    expect(out).toContain('a.bin: FAILED\n');
    expect(out).toContain(wrong);
    expect(out).toContain(sum('sha1'));
    expect(err).toMatch(/^[^\n]+\.\n$/);
  });

  test('a file that is missing ends with 3', async () => {
    expect(await verify('no.bin', wrong)).toMatchObject({ status: 3, out: '' });
    expect((await verify('a.bin/no.bin', wrong)).status).toBe(3);
  });

  test('a folder is no file: 15', async () => {
    expect((await verify('sub', wrong)).status).toBe(15);
  });

  test.each([['a.bin', 'no sum'], ['a.bin', 'abc123'], ['a.bin', ''], ['no.bin', 'no sum'], ['a.bin'], []])(
    'what is no sum ends with 28: %j',
    async (...args) => {
      const { status, err } = await verify(...args);
      expect(status).toBe(28);
      expect(err).toMatch(/^[^\n]+\.\n$/);
    },
  );

  test('a signal ends it with 7', async () => {
    const testing = testingIo(folder);
    testing.stop.abort('SIGINT');
    expect(await runVerify(['a.bin', wrong], testing.io)).toBe(7);
  });

  test('progress goes to a terminal, and is gone at the end', async () => {
    const testing = testingIo(folder, {}, true);
    await runVerify(['a.bin', sum('md5')], testing.io);
    expect(testing.err()).toMatch(/Checking a\.bin \d+ %.*\r\u001b\[K$/);
  });

  test('a name cannot give orders to the terminal', async () => {
    const { out, err } = await verify('\u001b[2Jno.bin', wrong);
    expect(out + err).not.toContain('\u001b');
  });
});

describe('one file and a sums file', () => {
  test('its own line is taken, by path before bare name', async () => {
    await writeFile(join(folder, 'SUMS'), `${sum('sha256')}  a.bin\n${wrong}  other/a.bin\n`);
    expect((await verify('a.bin', 'SUMS')).status).toBe(0);
    expect((await verify(join(folder, 'a.bin'), join(folder, 'SUMS'))).status).toBe(0);
    await writeFile(join(folder, 'sub', 'SUMS'), `${wrong}  a.bin\n${sum('sha1')}  ../a.bin\n`);
    expect((await verify('a.bin', 'sub/SUMS')).status).toBe(0);
  });

  test('a file that holds nothing but a sum counts', async () => {
    await writeFile(join(folder, 'a.bin.sha1'), `${wrong}\n`);
    expect((await verify('a.bin', 'a.bin.sha1')).status).toBe(32);
  });

  test('a sums file without a line for the file ends with 28 and says which', async () => {
    await writeFile(join(folder, 'SUMS'), `${wrong}  c.bin\n${wrong}  d.bin\n`);
    expect(await verify('a.bin', 'SUMS')).toEqual({
      status: 28,
      out: '',
      err: 'SUMS holds no sum of a.bin.\n',
    });
  });
});

describe('-c', () => {
  test('all that a list names is checked from the folder of the list', async () => {
    await writeFile(
      join(folder, 'sub', 'SUMS'),
      `${sum('sha1', Buffer.from('b'))} *b.bin\n${sum('md5')}  ../a.bin\n`,
    );
    expect(await verify('-c', 'sub/SUMS')).toEqual({
      status: 0,
      out: 'b.bin: OK\n../a.bin: OK\nsub/SUMS: 2 of 2 match.\n',
      err: '',
    });
  });

  test('a mismatch outweighs a missing file, and the others are still checked', async () => {
    await writeFile(join(folder, 'SUMS'), `${wrong}  no.bin\n${wrong}  a.bin\n${sum('sha1')}  a.bin\n`);
    const { status, out, err } = await verify('--check', 'SUMS');
    expect(status).toBe(32);
    expect(out).toContain(`no.bin: FAILED\na.bin: FAILED\n  expected SHA-1 ${wrong}\n`);
    expect(out).toContain('a.bin: OK\n');
    expect(err).toContain('SUMS: 1 of 3 match, 1 do not, 1 missing.\n');
  });

  test('a missing file alone ends with 3, a folder alone with 15', async () => {
    await writeFile(join(folder, 'SUMS'), `${sum('sha1')}  a.bin\n${wrong}  no.bin\n`);
    expect((await verify('-c', 'SUMS')).status).toBe(3);
    await writeFile(join(folder, 'SUMS'), `${wrong}  sub\n`);
    expect((await verify('-c', 'SUMS')).status).toBe(15);
  });

  test('a list that is missing ends with 3, one without a sum with 28', async () => {
    expect((await verify('-c', 'SUMS')).status).toBe(3);
    await writeFile(join(folder, 'SUMS'), 'nothing\n');
    expect((await verify('-c', 'SUMS')).status).toBe(28);
    expect((await verify('-c', 'SUMS', 'a.bin')).status).toBe(28);
  });
});

describe('what b2sum writes', () => {
  const b2 = sum('blake2b512');

  test.each([
    ['a list that is named after it', 'B2SUMS', `${b2}  a.bin\n`],
    ['a list of another name, for SHA-512 has as many digits', 'sums.txt', `${b2} *a.bin\n`],
    ['lines with a tag', 'sums.txt', `BLAKE2b (a.bin) = ${b2}\n`],
    ['the file of one sum', 'a.bin.b2', `${b2}\n`],
  ])('%s is checked', async (_, list, text) => {
    await writeFile(join(folder, list), text);
    expect(await verify('-c', list)).toEqual({
      status: 0,
      out: `a.bin: OK\n${list}: 1 of 1 match.\n`,
      err: '',
    });
    expect(await verify('a.bin', list)).toEqual({ status: 0, out: `a.bin: OK\nBLAKE2b ${b2}\n`, err: '' });
  });

  test('a bare sum is told by its name, and a wrong one does not match', async () => {
    expect((await verify('a.bin', b2)).out).toBe(`a.bin: OK\nBLAKE2b ${b2}\n`);
    const wrongSum = sum('blake2b512', Buffer.from('another file'));
    expect((await verify('a.bin', wrongSum)).status).toBe(32);
    await writeFile(join(folder, 'B2SUMS'), `${wrongSum}  a.bin\n`);
    const { status, out } = await verify('-c', 'B2SUMS');
    expect([status, out]).toEqual([
      32,
      `a.bin: FAILED\n  expected BLAKE2b ${wrongSum}\n  computed BLAKE2b ${b2}\n`,
    ]);
  });
});

describe('sums of a kind that is not computed', () => {
  const kinds = 'MD5, SHA-1, SHA-256, SHA-384, SHA-512 and BLAKE2b (512 bits) are.';
  const sha224 = sum('sha224');

  test.each([`SHA224 (a.bin) = ${sha224}`, `${sha224}  a.bin`, `BLAKE2b-256 (a.bin) = ${sum('sha256')}`])(
    'a list of nothing else says so: %s',
    async (line) => {
      await writeFile(join(folder, 'SUMS'), line);
      const err = `SUMS holds sums of a kind that is not computed here: ${kinds}\n`;
      expect(await verify('-c', 'SUMS')).toEqual({ status: 28, out: '', err });
    },
  );

  test('one of them as the sum says so, and lines of them among others are not kept quiet', async () => {
    expect(await verify('a.bin', `SHA224 (a.bin) = ${sha224}`)).toEqual({
      status: 28,
      out: '',
      err: `That sum is of a kind that is not computed here: ${kinds}\n`,
    });
    await writeFile(join(folder, 'SUMS'), `${sum('sha1')}  a.bin\nSHA224 (empty) = ${sha224}\n`);
    expect(await verify('-c', 'SUMS')).toEqual({
      status: 0,
      out: 'a.bin: OK\nSUMS: 1 of 1 match.\n',
      err: 'SUMS: 1 line holds a sum of a kind that is not computed here, and told nothing.\n',
    });
  });
});

test('a list whose lines end with NUL is read', async () => {
  await writeFile(
    join(folder, 'SUMS'),
    `${sum('sha1')}  a.bin\0${sum('md5', Buffer.from('b'))}  sub/b.bin\0`,
  );
  expect(await verify('-c', 'SUMS')).toMatchObject({
    status: 0,
    out: 'a.bin: OK\nsub/b.bin: OK\nSUMS: 2 of 2 match.\n',
  });
});

describe('a folder', () => {
  test('all of its files of sums are found, of the folder and of single files', async () => {
    await writeFile(join(folder, 'SHA256SUMS'), `${sum('sha256')}  a.bin\n`);
    await writeFile(join(folder, 'empty.md5'), sum('md5', Buffer.alloc(0)));
    await writeFile(join(folder, 'notes.txt'), `${wrong}  a.bin\n`);
    const { status, out, err } = await verify('.');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe('a.bin: OK\nSHA256SUMS: 1 of 1 match.\nempty: OK\nempty.md5: 1 of 1 match.\n');
  });

  test('a mismatch in any of them ends with 32, a folder without any with 28', async () => {
    await writeFile(join(folder, 'MD5SUMS'), `${'0'.repeat(32)}  a.bin\n`);
    await writeFile(join(folder, 'SHA1SUMS'), `${sum('sha1')}  a.bin\n${wrong}  no.bin\n`);
    expect((await verify('.')).status).toBe(32);
    expect((await verify('sub')).status).toBe(28);
  });
});

test('many files on all cores: each has its line, in the order of the list', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
  await Promise.all(names.map((name) => writeFile(join(folder, name), name)));
  const lines = names.map((name) => `${sum('sha256', Buffer.from(name))}  ${name}`);
  await writeFile(join(folder, 'SUMS'), lines.join('\n'));
  const { status, out } = await verify('-c', 'SUMS');
  expect(status).toBe(0);
  expect(out).toBe(`${names.map((name) => `${name}: OK\n`).join('')}SUMS: 60 of 60 match.\n`);
});

test('a list that is being checked is left when one is told to end', async () => {
  await writeFile(join(folder, 'SUMS'), `${sum('sha1')}  a.bin\n`.repeat(40));
  const testing = testingIo(folder);
  const checking = runVerify(['-c', 'SUMS'], testing.io);
  testing.stop.abort();
  expect(await checking).toBe(7);
});

test('a sums file of whoever has only files read: a pipe or a device in it is refused at once', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await writeFile(join(folder, 'SUMS'), `${wrong}  pipe\n${wrong}  /dev/zero\n`);
  const { status, out } = await verify('-c', 'SUMS');
  expect([status, out]).toEqual([15, 'pipe: FAILED\n/dev/zero: FAILED\n']);
});

describe('sums from elsewhere than a plain file', () => {
  const list = (): string => `${sum('sha256')} *a.bin\r\n${sum('sha1', Buffer.from('b'))}  sub/b.bin\r\n`;

  test('stdin: files as seen from where one is', async () => {
    const { status, out, err } = await verifyWith(Buffer.from(list()), '-c', '-');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe('a.bin: OK\nsub/b.bin: OK\nstdin: 2 of 2 match.\n');
  });

  test('stdin that names no file, and stdin with a wrong sum', async () => {
    expect(await verifyWith(Buffer.from('hello'), '-c', '-')).toEqual({
      status: 28,
      out: '',
      err: 'stdin holds no checksum of a file.\n',
    });
    expect((await verifyWith(Buffer.from(`${wrong}  a.bin`), '-c', '-')).status).toBe(32);
    expect((await verifyWith(Buffer.from(`${wrong}  no.bin`), '-c', '-')).status).toBe(3);
  });

  test('stdin that never ends is left when one is told to end', async () => {
    const testing = testingIo(folder);
    const checking = runVerify(['-c', '-'], testing.io);
    testing.stop.abort();
    expect([await checking, testing.err()]).toEqual([7, 'Interrupted before stdin was checked.\n']);
  });

  test.each([
    ['little', Buffer.from([0xff, 0xfe])],
    ['big', Buffer.from([0xfe, 0xff])],
  ])('a sums file in UTF-16, %s end first, as PowerShell writes them', async (end, mark) => {
    const text = Buffer.from(list(), 'utf16le');
    await writeFile(join(folder, 'sums.txt'), Buffer.concat([mark, end === 'big' ? text.swap16() : text]));
    expect(await verify('-c', 'sums.txt')).toMatchObject({ status: 0, err: '' });
    expect(await verify('a.bin', 'sums.txt')).toMatchObject({ status: 0, err: '' });
  });

  test('what PowerShell prints of a sum', async () => {
    const table = `\r\nAlgorithm       Hash                                                                   Path\r\n---------       ----                                                                   ----\r\nSHA256          ${sum('sha256').toUpperCase()}       C:\\Downloads\\a.bin\r\n`;
    await writeFile(join(folder, 'sums.txt'), Buffer.from(`\ufeff${table}`, 'utf16le'));
    expect(await verify('a.bin', 'sums.txt')).toMatchObject({ status: 0, err: '' });
  });
});
