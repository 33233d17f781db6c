import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DownloadView } from '../../shared/model/view.ts';
import {
  startNginx,
  type NginxOptions,
  type RealServer,
} from '../engine/testing/real-servers/real-servers.ts';
import { seededSum, writeSeededFile } from '../engine/testing/range-server/seeded-body.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const size = 3 * 1024 * 1024;
const sha256 = seededSum(1, size, 'sha256');
const md5 = seededSum(1, size, 'md5');
const wrong = 'ab'.repeat(32);

let harness: AppHarness;
let served: string;
let server: RealServer;
let window: TestWindow;

beforeEach(async () => {
  harness = await AppHarness.open({ sidecarSums: true });
  served = join(harness.root, 'served');
  await mkdir(join(served, 'd'), { recursive: true });
  window = await harness.window();
});
afterEach(async () => {
  await server.stop();
  await harness.close();
});

/** Serves these texts beside `d/file.bin`, slowly enough that there is time to look for them. */
async function serve(texts: Readonly<Record<string, string>>, options: NginxOptions = {}): Promise<void> {
  writeSeededFile(join(served, 'd', 'file.bin'), 1, size);
  for (const [name, text] of Object.entries(texts)) await writeFile(join(served, 'd', name), text);
  server = await startNginx(served, { limitRate: 1024 * 1024, ...options });
}

async function fetched(name = 'file.bin', more = {}): Promise<DownloadView> {
  const id = await window.add(`${server.url}/d/${name}`, harness.folder, more);
  return window.shows(id, ({ state }) => state.kind === 'completed' || state.kind === 'interrupted');
}

/** What was asked for besides the file, in order. */
async function asked(): Promise<readonly string[]> {
  const log = await server.log();
  return log
    .map(({ target }) => target.slice('/d/'.length))
    .filter((target) => !/^[^.]*\.bin/.test(target) || /\.bin\./.test(target));
}

describe('a sum beside the file', () => {
  test.each([
    ['SHA256SUMS', `${'0'.repeat(64)}  other\n${sha256}  file.bin\n`, sha256],
    ['SHA256SUMS', `SHA256 (file.bin) = ${sha256}`, sha256],
    ['CHECKSUMS', `MD5 (file.bin) = ${md5}`, md5],
    ['MD5SUMS', `${md5} *file.bin`, md5],
    ['file.bin.sha256', `${sha256}\n`, sha256],
    ['file.bin.md5', `${md5}  file.bin`, md5],
  ])('in %s is found, compared, and shown with where it is from', async (name, text, hex) => {
    await serve({ [name]: text });
    const { state, checksum } = await fetched();
    expect(state.kind).toBe('completed');
    expect(checksum).toMatchObject({
      verdict: 'match',
      sums: [{ origin: 'beside', field: name, from: new URL(server.url).host, hex, verdict: 'match' }],
    });
  });

  test('that is another one keeps the file from its name', async () => {
    await serve({ SHA256SUMS: `${wrong}  file.bin` });
    const { state, checksum } = await fetched();
    expect(state).toMatchObject({
      kind: 'interrupted',
      failure: { code: 'file-hash-mismatch', facts: { by: 'beside' } },
    });
    expect(checksum.verdict).toBe('mismatch');
    expect(await harness.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
  });

  test('that disagrees with the server is shown as a disagreement', async () => {
    const digest = Buffer.from(sha256, 'hex').toString('base64');
    await serve({ SHA256SUMS: `${wrong}  file.bin` }, { headers: [['Repr-Digest', `sha-256=:${digest}:`]] });
    const { state, checksum } = await fetched();
    expect(state).toMatchObject({ failure: { facts: { by: 'disputed' } } });
    expect(checksum.verdict).toBe('disputed');
  });

  test('does not count beside the one that the person gave, and is not asked for', async () => {
    await serve({ SHA256SUMS: `${wrong}  file.bin` });
    const { state } = await fetched('file.bin', { checksum: sha256 });
    expect(state.kind).toBe('completed');
    expect(await asked()).toEqual([]);
  });
});

describe('without a sum that is of use the file completes by its size', () => {
  test.each([
    ['nothing there', {}],
    ['a sum of another file', { SHA256SUMS: `${wrong}  other.bin` }],
    ['malformed', { SHA256SUMS: `${wrong.slice(2)}  file.bin`, 'file.bin.sha256': 'no sum' }],
    ['too long', { SHA256SUMS: `${`# ${'x'.repeat(1_000)}\n`.repeat(1_200)}${wrong}  file.bin` }],
  ])('%s', async (_, texts) => {
    await serve(texts);
    const { state, checksum } = await fetched();
    expect(state.kind).toBe('completed');
    expect(checksum.verdict).toBe('none');
  });

  test('a server with a page for everything is asked for one file and no more', async () => {
    await serve(
      { 'page.html': `<html><pre>${wrong}  file.bin</pre></html>` },
      { lines: ['location ~ (SUMS|sha|md5) { rewrite .* /d/page.html break; }'] },
    );
    const { state, checksum } = await fetched();
    expect([state.kind, checksum.verdict]).toEqual(['completed', 'none']);
    expect(await asked()).toEqual(['SHA256SUMS']);
  });

  test('a redirect to elsewhere is not followed, and is asked for once', async () => {
    await serve({}, { lines: ['location ~ SUMS { return 302 http://127.0.0.1:9/SHA256SUMS; }'] });
    const { state } = await fetched();
    expect(state.kind).toBe('completed');
    expect(await asked()).toEqual(['SHA256SUMS']);
  });
});

test('a batch of files asks for the lists of their folder once', async () => {
  await serve({ SHA256SUMS: `${sha256}  file.bin\n${sha256}  two.bin\n${sha256}  three.bin` });
  for (const name of ['two.bin', 'three.bin']) writeSeededFile(join(served, 'd', name), 1, size);
  const all = await Promise.all(['file.bin', 'two.bin', 'three.bin'].map((name) => fetched(name)));
  expect(all.map(({ checksum }) => checksum.verdict)).toEqual(['match', 'match', 'match']);
  expect(await asked()).toEqual(['SHA256SUMS']);
});

test('turned off, nobody is asked for anything but the file', async () => {
  await serve({ SHA256SUMS: `${wrong}  file.bin` });
  await window.client.call.setSettings({ sidecarSums: false });
  expect((await fetched()).state.kind).toBe('completed');
  expect(await asked()).toEqual([]);
});
