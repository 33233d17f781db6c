import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExportForm } from '../../shared/model/export-form.ts';
import { parseMetalink } from '../engine/policy/metalink/metalink.ts';
import { findCommand } from '../engine/testing/real-servers/find-command.ts';
import { startNginx, type RealServer } from '../engine/testing/real-servers/real-servers.ts';
import { firstWrongByte, seededSum, writeSeededFile } from '../engine/testing/range-server/seeded-body.ts';
import { AppHarness } from './testing/app-harness.ts';

const size = 3 * 1024 * 1024 + 17;
const sha1 = seededSum(1, size);
/** What a careless script would run, or lose. */
const hostile = `-rf $(touch pwned) 'q' ; & {1} \`x\` é.bin`;

let harness: AppHarness;
let served: string;
let server: RealServer;

beforeEach(async () => {
  harness = await AppHarness.open();
  served = join(harness.root, 'served');
  await mkdir(served);
  server = await startNginx(served);
});
afterEach(async () => {
  await server.stop();
  await harness.close();
});

/** A paused download of a served file, as the text that is copied. */
async function copied(form: ExportForm, name: string, query = '', checksum = sha1): Promise<string> {
  writeSeededFile(join(served, 'served.bin'), 1, size);
  const onServer = name.replaceAll('/', '_');
  await rename(join(served, 'served.bin'), join(served, onServer));
  const window = await harness.window();
  const url = `${server.url}/${encodeURIComponent(onServer).replaceAll("'", '%27')}${query}`;
  const id = await window.add(url, harness.folder, { name, connections: 6, checksum });
  await window.reaches(id, 'completed');
  const answer = await window.client.call.copyAs({ id, form });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a text as printed, by bash, in a folder of its own. */
async function run(text: string, env: Record<string, string> = {}): Promise<Ran> {
  await mkdir(ranIn(), { recursive: true });
  const bash = findCommand(['bash']);
  if (bash === null) throw new Error('bash is not installed.');
  return new Promise((resolve, reject) => {
    const child = spawn(bash, ['-s'], { cwd: ranIn(), env: { ...process.env, ...env, HOME: ranIn() } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
      });
    }
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
    child.stdin.end(text);
  });
}

function ranIn(): string {
  return join(harness.root, 'ran');
}

/** What lies in the folder after a run, without what the programs keep for themselves. */
async function filesThere(): Promise<readonly string[]> {
  return (await readdir(ranIn())).filter((name) => !name.startsWith('.')).sort();
}

for (const form of ['curl', 'parallel', 'aria2', 'wget'] as const) {
  describe(`copied for ${form}`, () => {
    for (const name of ['plain.bin', hostile]) {
      test(`runs as printed and gives the same bytes: ${name}`, async () => {
        const text = await copied(form, name);
        const before = (await server.log()).length;
        const ran = await run(text);
        expect(ran, text).toMatchObject({ status: 0 });
        const [only, ...others] = await filesThere();
        expect(others).toEqual([]);
        const bytes = await readFile(join(ranIn(), only ?? ''));
        expect(bytes.length).toBe(size);
        expect(firstWrongByte(bytes, 1)).toBeNull();
        if (form === 'wget') return;
        const asked = (await server.log()).slice(before).filter(({ range }) => range !== null);
        expect(asked.length).toBeGreaterThanOrEqual(form === 'aria2' ? 2 : 6);
      });
    }

    test('fails where the sum is another one', async () => {
      const text = (await copied(form, 'plain.bin')).replaceAll(sha1, 'ab'.repeat(20));
      expect(text).toContain('ab'.repeat(20));
      expect((await run(text)).status).not.toBe(0);
      if (form === 'curl' || form === 'parallel') expect(await filesThere()).toEqual([]);
    });
  });
}

test('a secret in the address stands there as a variable, and the script runs with it', async () => {
  const text = await copied('curl', 'plain.bin', '?token=s3cret-and-long');
  expect(text).not.toContain('s3cret-and-long');
  const without = await run(text);
  expect(without.status).not.toBe(0);
  expect(without.output).toContain('TRIBUTARY_TOKEN');
  const before = (await server.log()).length;
  expect(await run(text, { TRIBUTARY_TOKEN: 's3cret-and-long' })).toMatchObject({ status: 0 });
  const asked = (await server.log()).slice(before);
  expect(asked).toHaveLength(6);
  for (const { target } of asked) expect(target).toContain('?token=s3cret-and-long');
});

test('a script never writes over a file that is there', async () => {
  const text = await copied('curl', 'plain.bin');
  expect(await run(text)).toMatchObject({ status: 0 });
  expect(await run(text)).toMatchObject({ status: 13 });
});

test('a server that ignores ranges is found out by the length', async () => {
  const text = await copied('curl', 'plain.bin');
  const other = await startNginx(served, { maxRanges: 0 });
  try {
    expect((await run(text.replaceAll(server.url, other.url))).status).toBe(22);
    expect(await filesThere()).toEqual([]);
  } finally {
    await other.stop();
  }
});

test('a metalink reads back as name, size, sum and address', async () => {
  const read = parseMetalink(await copied('metalink', 'plain.bin'));
  expect(read.ok && read.value.files).toMatchObject([
    {
      name: 'plain.bin',
      size,
      sum: { algorithm: 'sha1', hex: sha1 },
      urls: [{ url: `${server.url}/plain.bin` }],
    },
  ]);
});
