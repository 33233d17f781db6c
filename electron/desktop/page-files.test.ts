import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFile } from './page-files.ts';

let folder = '';
let root = '';
const get = (url: string, method = 'GET') => pageFile(root, { url, method });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-files-'));
  root = join(folder, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(root, 'assets', 'a b.js'), 'export {};');
  await writeFile(join(root, 'secret'), 'no kind the page uses');
  await writeFile(join(folder, 'outside.js'), 'outside');
});
afterAll(() => rm(folder, { recursive: true }));

describe('pageFile', () => {
  it('serves the page with its policy', async () => {
    const reply = await get('app://tributary/');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await reply.text()).toBe('<!doctype html>');
  });

  it('serves scripts as scripts, with an escaped name', async () => {
    const reply = await get('app://tributary/assets/a%20b.js?v=1');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'app://tributary/../outside.js',
    'app://tributary/%2e%2e/outside.js',
    'app://tributary/..%2foutside.js',
    'app://tributary/assets/..%5c..%5coutside.js',
    'app://tributary/%00.js',
    'app://tributary/%ff.js',
    'app://other/index.html',
    'https://tributary/index.html',
  ])('does not serve %s', async (url) => {
    const reply = await get(url);
    expect([403, 404]).toContain(reply.status);
    expect(await reply.text()).toBe('');
  });

  it('does not serve what is missing or of another kind, nor other methods', async () => {
    expect((await get('app://tributary/missing.js')).status).toBe(404);
    expect((await get('app://tributary/assets')).status).toBe(404);
    expect((await get('app://tributary/secret')).status).toBe(404);
    expect((await get('app://tributary/', 'POST')).status).toBe(405);
  });
});
