import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchElectron, findElectron, shortReason } from './electron-runtime.ts';

const never = new AbortController().signal;
const bounds = { first: 1_500, silence: 1_500 };
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'electron-runtime-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Plays the installer with a script. */
function run(script: string, signal = never): Promise<string | null> {
  const installer = join(root, 'install.cjs');
  writeFileSync(installer, script);
  return fetchElectron(root, signal, bounds, installer);
}

describe('fetching the runtime', () => {
  it('succeeds where the installer does', async () => {
    expect(await run('process.exit(0)')).toBeNull();
  });

  it('tells why the installer failed, without its address', async () => {
    const reason = await run(
      "console.error('Error: getaddrinfo ENOTFOUND example.com https://x'); process.exit(1)",
    );
    expect(reason).toBe('the download failed (ENOTFOUND)');
  });

  it('ends an installer that gets no byte', async () => {
    expect(await run('setInterval(() => {}, 1000)')).toBe('the download did not begin within 1.5 s');
  });

  it('ends an installer that gets no further', async () => {
    const script = `
      const file = require('node:path').join(require('node:os').tmpdir(), 'part');
      require('node:fs').writeFileSync(file, 'x'); setInterval(() => {}, 1000);`;
    expect(await run(script)).toBe('nothing more came for 1.5 s');
  });

  it('lets a slow one go on as long as bytes come', async () => {
    const script = `
      const fs = require('node:fs'); const os = require('node:os'); let n = 0;
      setInterval(() => { fs.appendFileSync(os.tmpdir() + '/part', 'x'); if (++n === 10) process.exit(0); }, 300);`;
    expect(await run(script)).toBeNull();
  });

  it('ends with Ctrl-C', async () => {
    const controller = new AbortController();
    const reason = run('setInterval(() => {}, 1000)', controller.signal);
    controller.abort();
    expect(await reason).toBe('it was interrupted');
  });
});

it('a status that the server answered is told', () => {
  expect(shortReason('HTTPError: Response code 404 (Not Found) for https://example.com/')).toBe(
    'the server answered 404',
  );
  expect(shortReason('TypeError: fetch failed\n    at node:internal')).toBe(
    'the place it is fetched from cannot be reached',
  );
  expect(shortReason('something else')).toBe('its installer failed');
});

it('a runtime that was never fetched is not found', () => {
  expect(findElectron(root, {})).toBeNull();
  writeFileSync(join(root, 'electron'), '');
  if (process.platform === 'linux') {
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: root })).toBe(join(root, 'electron'));
  }
});
