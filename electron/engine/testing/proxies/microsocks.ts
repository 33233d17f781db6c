import { freePort, startDaemon } from '../real-servers/daemon.ts';
import { findCommand } from '../real-servers/find-command.ts';
import type { RealProxy } from './tinyproxy.ts';

/** Starts microsocks, a SOCKS 5 proxy, with or without a user and a password. */
export async function startMicrosocks(
  login: { readonly user: string; readonly password: string } | null = null,
): Promise<RealProxy> {
  const command = findCommand(['microsocks']);
  if (command === null) throw new Error('microsocks is not installed.');
  const port = await freePort();
  const who = login === null ? [] : ['-u', login.user, '-P', login.password];
  const daemon = await startDaemon(command, ['-i', '127.0.0.1', '-p', String(port), ...who], port);
  return { port, log: async () => daemon.said(), stop: () => daemon.stop() };
}
