import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ok } from '../../shared/model/result.ts';
import { connect } from '../../shared/wire/client.ts';
import { serve } from '../../shared/wire/server.ts';
import type { HostServices } from '../app/host-services.ts';
import { runServe, type ServeParts } from './serve.ts';
import { testingIo } from './testing-io.ts';
import { webSocketPort } from './web-socket-port.ts';

const contract = { calls: { echo: { input: v.string(), output: '' as string } }, events: {} } as const;

let folder = '';
let host: HostServices | null = null;
let closed = 0;
let parts: ServeParts;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tributary-serve-')));
  await mkdir(join(folder, 'renderer'));
  await mkdir(join(folder, 'films'));
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  host = null;
  closed = 0;
  parts = {
    installation: { version: '1.2.3', rendererFolder: join(folder, 'renderer') },
    createApp: async (services) => {
      host = services;
      return {
        attach: (port) =>
          void serve(contract, { echo: (text) => ok(text) }, port, { log: { warn() {}, error() {} } }),
        close: async () => void (closed += 1),
      };
    },
  };
});
afterEach(() => rm(folder, { recursive: true }));

test('it prints its address first, serves window and calls, and a signal saves all and ends with 0', async () => {
  const testing = testingIo(folder);
  const running = runServe(['--dir', 'films'], testing.io, parts);
  const line = await testing.firstLine();
  const [, port = '', token = ''] =
    /^Listening on http:\/\/127\.0\.0\.1:(\d+)\/#token=([\w-]{43})$/.exec(line) ?? [];
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('<!doctype html>');

  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, `tributary.${token}`, {
    origin: `http://127.0.0.1:${port}`,
  });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  expect(await connect(contract, webSocketPort(socket)).call.echo('hello')).toEqual(ok('hello'));
  expect(host?.info).toMatchObject({ kind: 'headless', version: '1.2.3', canOpenFiles: false });
  expect(host?.defaultFolder).toBe(join(folder, 'films'));
  expect(await host?.allowsFolder(folder)).toBe(false);

  testing.stop.abort('SIGTERM');
  expect(await running).toBe(0);
  expect(closed).toBe(1);
  expect(testing.err()).toBe('');
});

test('the token of a token file is the one that is used', async () => {
  const testing = testingIo(folder);
  const running = runServe(['--dir', 'films', '--token-file', 'token'], testing.io, parts);
  const line = await testing.firstLine();
  expect(line.endsWith(`#token=${(await readFile(join(folder, 'token'), 'utf8')).trim()}`)).toBe(true);
  testing.stop.abort('SIGINT');
  expect(await running).toBe(0);
});

test('without --dir, the usual folder is made and is the only root', async () => {
  const testing = testingIo(folder, { HOME: folder });
  testing.stop.abort('SIGTERM');
  expect(await runServe([], testing.io, parts)).toBe(0);
  expect(host?.defaultFolder).toBe(join(folder, 'Downloads'));
});

test('a --dir that is missing is refused and not made', async () => {
  const testing = testingIo(folder);
  expect(await runServe(['--dir', 'films', '--dir', 'drive'], testing.io, parts)).toBe(28);
  expect(testing.err()).toContain(join(folder, 'drive'));
  expect(host).toBeNull();
  await expect(readFile(join(folder, 'drive'))).rejects.toThrow('ENOENT');
});

test('a port that is taken ends with 1 and one sentence, and the app is closed again', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const testing = testingIo(folder);
  expect(await runServe(['--dir', 'films', '--port', String(port)], testing.io, parts)).toBe(1);
  expect(testing.err()).toBe(`Port ${port} is taken: choose another with --port.\n`);
  expect(testing.out()).toBe('');
  expect(closed).toBe(1);
  await new Promise((resolve) => other.close(resolve));
});

test('a window that is not built ends with 1 and says how to build it', async () => {
  await rm(join(folder, 'renderer'), { recursive: true });
  const testing = testingIo(folder);
  expect(await runServe(['--dir', 'films'], testing.io, parts)).toBe(1);
  expect(testing.err()).toContain('npm run build');
});

test('a bad option ends with 28', async () => {
  expect(await runServe(['--port', 'x'], testingIo(folder).io, parts)).toBe(28);
});
