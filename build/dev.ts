import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { freePort } from '../electron/engine/testing/real-servers/daemon.ts';

/**
 * `npm run dev`: the window with reload, no Electron needed. The headless host runs from the sources
 * and starts again when one changes; Vite serves the page and hands the page's socket on to it.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tributary-dev-'));
const port = await freePort();

const serve = ['serve', '--port', port.toString(), '--token-file', join(folder, 'token')];
const host = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'electron/headless/cli.ts', ...serve, ...process.argv.slice(2)],
  // A group of its own, so that Ctrl-C reaches it once, from here.
  { cwd: root, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'inherit'] },
);

const vite = await createServer({
  configFile: join(root, 'build/vite.config.ts'),
  server: {
    host: '127.0.0.1',
    fs: { allow: [root] },
    proxy: {
      // The host checks Host and Origin as always: here the one who asks it is Vite, and the page
      // still needs the token.
      '/ws': {
        target: `http://127.0.0.1:${port.toString()}`,
        ws: true,
        changeOrigin: true,
        rewriteWsOrigin: true,
      },
    },
  },
});
await vite.listen();
const page = vite.resolvedUrls?.local[0] ?? '';

let told = false;
host.stdout.setEncoding('utf8').on('data', (text: string) => {
  const token = /Listening on \S+#(token=\S+)/.exec(text)?.[1];
  if (token === undefined) process.stderr.write(text);
  else if (told) console.log('The host has started again.');
  else console.log(`Window with reload: ${page}#${token}`);
  told ||= token !== undefined;
});

let ending = false;
const end = (): void => {
  if (ending) return;
  ending = true;
  host.kill('SIGTERM');
  void vite.close().finally(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
host.once('exit', end);
