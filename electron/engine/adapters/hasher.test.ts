import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { checksumAlgorithms } from '../../../shared/model/checksum.ts';
import { createHasherFactory } from './hasher.ts';

const size = 9_000_001;
const content = new Uint8Array(size).map((_, at) => (at * 2_654_435_761) >>> 11);
let folder = '';
let path = '';
let factory = createHasherFactory();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-hasher-'));
  path = join(folder, 'a.part');
  writeFileSync(path, content);
});
afterEach(async () => {
  await factory.close();
  factory = createHasherFactory();
});
afterAll(async () => {
  await factory.close();
  rmSync(folder, { recursive: true, force: true });
});

function sum(algorithm: string, bytes = content): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

describe('hasher', () => {
  it.each(checksumAlgorithms)(
    'hashes a file while it is told how far, and to its end: %s',
    async (algorithm) => {
      const hasher = factory.start(path, algorithm);
      for (const end of [1, 70_000, 70_000, 5_000_000, 4_000_000]) hasher.advance(end);
      await vi.waitFor(() => expect(hasher.hashed).toBe(5_000_000));
      expect(hasher.read).toBe(5_000_000);
      const both = await Promise.all([hasher.finish(size), hasher.finish(size)]);
      for (const one of both) expect(one).toEqual({ ok: true, value: { algorithm, hex: sum(algorithm) } });
      expect([hasher.hashed, hasher.read]).toEqual([size, size]);
      expect(await hasher.finish(size)).toMatchObject({ ok: true });
    },
  );

  it('hashes an empty file, and no more of a longer one than it was told', async () => {
    const longer = factory.start(path, 'sha1');
    const empty = factory.start(path, 'sha1');
    expect(await empty.finish(0)).toMatchObject({ ok: true, value: { hex: sum('sha1', new Uint8Array(0)) } });
    expect(await longer.finish(1_000)).toMatchObject({
      ok: true,
      value: { hex: sum('sha1', content.subarray(0, 1_000)) },
    });
  });

  it('hashes what was appended after it began', async () => {
    const growing = join(folder, 'growing');
    writeFileSync(growing, content.subarray(0, 10));
    const hasher = factory.start(growing, 'sha256');
    hasher.advance(10);
    await vi.waitFor(() => expect(hasher.hashed).toBe(10));
    writeFileSync(growing, content);
    expect(await hasher.finish(size)).toMatchObject({ ok: true, value: { hex: sum('sha256') } });
  });

  it('I3: a file that is shorter than told, gone, or no file at all is a failure, not a sum', async () => {
    const io = (errno: string) => ({ ok: false, failure: { code: 'file-io', facts: { errno, op: 'hash' } } });
    const short = join(folder, 'short');
    writeFileSync(short, content);
    truncateSync(short, 4_000);
    const hasher = factory.start(short, 'sha1');
    expect(await hasher.finish(4_001)).toEqual(io('too-short'));
    expect(await hasher.finish(4_001)).toEqual(io('too-short'));
    expect(await factory.start(join(folder, 'none'), 'sha1').finish(1)).toEqual(io('ENOENT'));
    expect(await factory.start(folder, 'sha1').finish(1)).toEqual(io('not-a-file'));
    const past = factory.start(path, 'sha1');
    past.advance(5_000);
    await vi.waitFor(() => expect(past.hashed).toBe(5_000));
    expect(await past.finish(4_999)).toEqual(io('past-size'));
    // The thread goes on for the others.
    expect(await factory.start(path, 'sha1').finish(size)).toMatchObject({ ok: true });
  });

  it('does not let a large file hold up a small one, nor a cancel', async () => {
    const large = join(folder, 'large');
    writeFileSync(large, '');
    truncateSync(large, 2 ** 36);
    const slow = factory.start(large, 'sha512');
    const waiting = slow.finish(2 ** 36);
    expect(await factory.start(path, 'sha1').finish(size)).toMatchObject({ ok: true });
    expect(slow.hashed).toBeLessThan(2 ** 36);
    slow.cancel();
    expect(await waiting).toEqual({ ok: false, failure: { code: 'user-stopped' } });
    expect(await factory.start(path, 'md5').finish(size)).toMatchObject({ ok: true });
  });

  it.runIf(process.platform === 'linux')('leaves no file open behind it', async () => {
    const openHere = () => readdirSync('/proc/self/fd').length;
    await factory.start(path, 'sha1').finish(size);
    const before = openHere();
    for (let turn = 0; turn < 20; turn += 1) {
      const cancelled = factory.start(path, 'sha1');
      cancelled.advance(100);
      cancelled.cancel();
      await factory.start(path, 'sha1').finish(size + 1);
      await factory.start(path, 'sha1').finish(100);
      await factory.start(folder, 'sha1').finish(100);
    }
    expect(openHere()).toBe(before);
  });

  it('ends what is at work when it is closed, and starts nothing more', async () => {
    const hasher = factory.start(path, 'sha1');
    const waiting = hasher.finish(size * 1_000);
    await factory.close();
    expect((await waiting).ok).toBe(false);
    expect(await factory.start(path, 'sha1').finish(size)).toEqual({
      ok: false,
      failure: { code: 'user-stopped' },
    });
  });

  it('holds the process while a hash is at work, and lets it end afterwards without being closed', async () => {
    const program = `
      const { createHasherFactory } = await import(process.argv[1]);
      createHasherFactory().start(process.argv[2], 'sha1').finish(${size}).then((sum) => console.log(sum.value.hex));
    `;
    const url = new URL('./hasher.ts', import.meta.url).href;
    const child = spawn(
      process.execPath,
      ['--input-type=module', '--no-warnings', '-e', program, url, path],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        timeout: 20_000,
      },
    );
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect([status, output.trim()]).toEqual([0, sum('sha1')]);
  }, 30_000);
});
