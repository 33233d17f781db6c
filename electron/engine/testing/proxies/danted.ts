import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort, startDaemon } from '../real-servers/daemon.ts';
import { findCommand } from '../real-servers/find-command.ts';
import type { RealProxy } from './tinyproxy.ts';

/**
 * Starts Dante's server, a proxy for SOCKS 4, 4a and 5, which lets everybody on loopback through to
 * loopback, but not to `blockedPort`.
 */
export async function startDanted(blockedPort: number | null = null): Promise<RealProxy> {
  const command = findCommand(['danted', 'sockd']);
  if (command === null) throw new Error('The server of Dante is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'tributary-danted-'));
  const port = await freePort();
  const configuration = join(folder, 'danted.conf');
  const log = join(folder, 'danted.log');
  const user = userInfo().username;
  const everywhere = 'from: 127.0.0.0/8 to: 0.0.0.0/0';
  const lines = [
    `logoutput: ${log}`,
    `internal: 127.0.0.1 port = ${String(port)}`,
    'external: 127.0.0.1',
    `user.privileged: ${user}`,
    `user.unprivileged: ${user}`,
    'clientmethod: none',
    'socksmethod: none',
    `client pass { ${everywhere} }`,
    ...(blockedPort === null
      ? []
      : [`socks block { ${everywhere} port = ${String(blockedPort)} log: error }`]),
    `socks pass { ${everywhere} log: connect }`,
  ];
  await writeFile(configuration, `${lines.join('\n')}\n`);
  try {
    const daemon = await startDaemon(command, ['-f', configuration, '-p', join(folder, 'pid')], port);
    return {
      port,
      log: () => readFile(log, 'utf8').catch(() => ''),
      async stop() {
        await daemon.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
