import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

/** The name that a reply gives; the file lies in the folder itself, and nothing lies elsewhere. */
async function nameOf(options: RangeServerOptions, path = '/get'): Promise<string | null> {
  const server = await harness.serve({ size: 100, ...options });
  const end = await harness.fetch({ url: server.origin + path });
  const around = await readdir(harness.root);
  expect(around.sort()).toEqual(['data', 'downloads']);
  expect(end.files).toEqual([end.name]);
  return end.name;
}

async function given(contentDisposition: string, headEncoding: 'utf8' | 'latin1' = 'utf8') {
  return nameOf({ contentDisposition, headEncoding, contentType: null });
}

describe('H1: filename and filename*', () => {
  test.each([
    ['attachment; filename="plain.bin"', 'plain.bin'],
    ["attachment; filename=plain.bin; filename*=UTF-8''na%C3%AFve.bin", 'naïve.bin'],
    ["attachment; filename*=iso-8859-1'en'na%EFve.bin", 'naïve.bin'],
    ['attachment; filename="good.bin"; filename*=UTF-8\'\'bad%E4.bin', 'good.bin'],
    ["attachment; filename*=klingon''x.bin; filename=good.bin", 'good.bin'],
    ['inline; filename="größe.bin"', 'größe.bin'],
  ])('%s', async (header, name) => {
    expect(await given(header)).toBe(name);
  });

  test('raw Latin-1', async () => {
    expect(await given('attachment; filename="größe.bin"', 'latin1')).toBe('größe.bin');
  });
});

describe('H4: a name is never a path', () => {
  const paths = ['../../evil.bin', '..\\..\\evil.bin', '/etc/evil.bin', 'C:\\evil.bin', '\\\\srv\\evil.bin'];

  test.each([...paths, '%2e%2e%2fevil.bin', '..%252f..%252fevil.bin', 'C:evil.bin'])(
    'Content-Disposition %s',
    async (text) => {
      expect(await given(`attachment; filename="${text.replaceAll('\\', '\\\\')}"`)).toBe('evil.bin');
    },
  );

  test.each(paths)('filename*, escaped: %s', async (text) => {
    expect(await given(`attachment; filename*=UTF-8''${encodeURIComponent(text)}`)).toBe('evil.bin');
  });

  test.each(['/a/%2e%2e%2f%2e%2e%2fevil.bin', '/..%5c..%5cevil.bin', '/x/..%2Fevil.bin'])(
    'address %s',
    async (path) => {
      expect(await nameOf({}, path)).toBe('evil.bin');
    },
  );

  test('a colon names no stream and no drive', async () => {
    expect(await given('attachment; filename="foo.txt:stream"')).toBe('foo.txt_stream');
  });

  test.each(['..', '.', '/', '%2e%2e', '..%2f', ''])(
    'nothing but %j becomes a name of ours',
    async (text) => {
      expect(await given(`attachment; filename="${text}"`)).toBe('get');
    },
  );
});

describe('H7: signs that do not belong in a name', () => {
  test.each([
    ['a%00b%0ac%7fd.bin', 'a_b_c_d.bin'],
    ['a%3Cb%3E%7C%3F%2A%22.bin', 'a_b_____.bin'],
  ])('%s', async (text, name) => {
    expect(await given(`attachment; filename*=UTF-8''${text}`)).toBe(name);
  });
});

test('H8: signs that turn a name round do not stay', async () => {
  const name = encodeURIComponent('photo\u202egnp.exe\u200f\u061c\u2066');
  expect(await given(`attachment; filename*=UTF-8''${name}`)).toBe('photognp.exe');
});

test.each(['x', '名', '😀', 'e\u0301'])(
  'H9: a name of many %s fits, on a whole sign, with its end',
  async (sign) => {
    const long = encodeURIComponent(`${sign.repeat(300)}.tar.gz`);
    const name = await given(`attachment; filename*=UTF-8''${long}`);
    expect(Buffer.byteLength(name ?? '')).toBeLessThanOrEqual(255 - '.part.tributary'.length);
    expect(name).toMatch(/\.tar\.gz$/);
    expect(name?.isWellFormed()).toBe(true);
  },
);

test('H9: numbered, it still fits', async () => {
  const contentDisposition = `attachment; filename="${'x'.repeat(400)}.bin"`;
  const server = await harness.serve({ size: 100, contentDisposition });
  const names = [];
  for (let n = 0; n < 3; n += 1) names.push((await harness.fetch({ url: server.url })).name);
  expect(new Set(names).size).toBe(3);
  expect(names[2]).toMatch(/x \(2\)\.bin$/);
});

describe('H10: an address without a name', () => {
  test.each([
    ['/', 'download.html'],
    ['/?id=7', 'download.html'],
    ['/folder/', 'download.html'],
    ['/%20', 'download.html'],
    ['/h%C3%A9llo.html', 'héllo.html'],
    ['/page', 'page.html'],
  ])('%s', async (path, name) => {
    expect(await nameOf({ contentType: 'text/html; charset=utf-8' }, path)).toBe(name);
  });
});

describe('H11: a name that is taken', () => {
  test('by a file, a folder, a link: numbered, and nothing is touched', async () => {
    const server = await harness.serve({ size: 100 });
    await mkdir(join(harness.folder, 'file.bin'), { recursive: true });
    await writeFile(join(harness.folder, 'file (1).bin'), 'precious');
    const end = await harness.fetch({ url: server.url });
    expect([end.name, end.files.length]).toEqual(['file (2).bin', 3]);
  });

  test('A.txt and a.txt at one time', async () => {
    const server = await harness.serve({ size: 200_000, rate: 400_000 });
    const downloads = ['A.txt', 'a.txt', 'A.txt'].map((path) =>
      harness.begin({ url: `${server.origin}/${path}` }),
    );
    const ends = await Promise.all(downloads.map((download) => harness.ended(download)));
    expect(ends.map(({ state }) => state)).toEqual(['completed', 'completed', 'completed']);
    expect(new Set(ends.map(({ name }) => name?.toLowerCase())).size).toBe(3);
  });

  test('one form of é and the other, at one time', async () => {
    const server = await harness.serve({ size: 200_000, rate: 400_000 });
    const paths = ['caf%C3%A9.txt', 'cafe%CC%81.txt'];
    const downloads = paths.map((path) => harness.begin({ url: `${server.origin}/${path}` }));
    const ends = await Promise.all(downloads.map((download) => harness.ended(download)));
    expect(ends.map(({ state }) => state)).toEqual(['completed', 'completed']);
    expect(new Set(ends.map(({ name }) => name?.normalize('NFC'))).size).toBe(2);
  });
});

describe('H12: the first name stays', () => {
  test('whatever a later reply says', async () => {
    const server = await harness.serve({
      size: 2 << 20,
      rate: 2 << 20,
      contentDisposition: 'attachment; filename=one.bin',
    });
    const download = await harness.fetchUntil(500_000, { url: server.url });
    server.behave({ contentDisposition: 'attachment; filename=two.bin', rate: null });
    const end = await harness.goOn(download);
    expect([end.state, end.name]).toEqual(['completed', 'one.bin']);
  });

  test('that of the last address where redirects led', async () => {
    const server = await harness.serve({ size: 100 });
    server.setRules([{ when: { path: '/first.bin' }, use: { redirect: { status: 302, to: '/last.bin' } } }]);
    expect((await harness.fetch({ url: `${server.origin}/first.bin` })).name).toBe('last.bin');
  });
});
