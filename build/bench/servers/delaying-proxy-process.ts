import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LinkOptions } from './delaying-proxy.ts';

/** A long link in a process of its own; gives its port on loopback. */
export async function startDelayingProxy(
  options: LinkOptions,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const main = fileURLToPath(new URL('delaying-proxy-main.ts', import.meta.url));
  const child = fork(main, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const [port] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
  if (typeof port !== 'number' || port < 1024) throw new Error('The delaying proxy did not start.');
  return {
    port,
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
