import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startDaemon } from '../real-servers/daemon.ts';
import { findCommand } from '../real-servers/find-command.ts';

/** A real proxy on a free port of loopback. */
export interface RealProxy {
  readonly port: number;
  /** What it has written of the connections through it so far. */
  log(): Promise<string>;
  /** Ends it by its process id and removes its own files. */
  stop(): Promise<void>;
}

export interface TinyproxyOptions {
  readonly login?: { readonly user: string; readonly password: string };
  /** Ports that tunnels may lead to; absent: all. */
  readonly connectPorts?: readonly number[];
}

/** Starts tinyproxy, an HTTP proxy, with a configuration and a log of its own. */
export async function startTinyproxy({
  login,
  connectPorts = [],
}: TinyproxyOptions = {}): Promise<RealProxy> {
  const command = findCommand(['tinyproxy']);
  if (command === null) throw new Error('tinyproxy is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'tributary-tinyproxy-'));
  const port = await freePort();
  const configuration = join(folder, 'tinyproxy.conf');
  const log = join(folder, 'tinyproxy.log');
  const lines = [
    `Port ${String(port)}`,
    'Listen 127.0.0.1',
    'Timeout 60',
    'MaxClients 64',
    `LogFile "${log}"`,
    'LogLevel Connect',
    ...(login === undefined ? [] : [`BasicAuth ${login.user} ${login.password}`]),
    ...connectPorts.map((allowed) => `ConnectPort ${String(allowed)}`),
  ];
  await writeFile(configuration, `${lines.join('\n')}\n`);
  try {
    const daemon = await startDaemon(command, ['-d', '-c', configuration], port);
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
