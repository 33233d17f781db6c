import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newSessionToken, sameToken, tokenFromFile } from './session-token.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-token-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a token is 256 bits in characters that a URL and a subprotocol may carry', () => {
  const tokens = Array.from({ length: 100 }, newSessionToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) {
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  }
});

test('only the same text is the same token', () => {
  const token = newSessionToken();
  expect(sameToken(token, token)).toBe(true);
  for (const other of ['', token.slice(0, -1), `${token}A`, newSessionToken()]) {
    expect(sameToken(other, token)).toBe(false);
  }
});

test('a token file that is missing is written for its owner only, and read the next time', async () => {
  const path = join(folder, 'token');
  const first = await tokenFromFile(path);
  expect(first.ok).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await tokenFromFile(path)).toEqual(first);
});

test('a token file that others may read is taken, and said to be exposed', async () => {
  const path = join(folder, 'token');
  const token = newSessionToken();
  await writeFile(path, `  ${token}\n\n`);
  await chmod(path, 0o644);
  expect(await tokenFromFile(path)).toEqual({ ok: true, value: { token, exposed: true } });
  expect(await readFile(path, 'utf8')).toBe(`  ${token}\n\n`);
});

test.each(['', 'short', 'x'.repeat(300), `${'a'.repeat(32)} b`])(
  'a file that holds no token is refused and left as it is: %j',
  async (text) => {
    const path = join(folder, 'token');
    await writeFile(path, text);
    const result = await tokenFromFile(path);
    expect(result.ok).toBe(false);
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);

test('a link to nowhere is not followed to create a file', async () => {
  const path = join(folder, 'token');
  await symlink(join(folder, 'elsewhere'), path);
  expect((await tokenFromFile(path)).ok).toBe(false);
  await expect(stat(join(folder, 'elsewhere'))).rejects.toThrow();
});

test('a folder that is missing is a sentence, not an exception', async () => {
  const result = await tokenFromFile(join(folder, 'no', 'token'));
  expect(result).toEqual({ ok: false, failure: expect.stringContaining('ENOENT') as string });
});
