import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RangeServerOptions } from '../../../electron/engine/testing/range-server/range-server-options.ts';
import type { ServerCount } from './server-count.ts';

/** A server whose connections have known rates, in a process of its own: its work is on nobody's clock. */
export interface RangeProcess {
  /** Address of its file under any name. */
  urlOf(name: string): string;
  readonly port: number;
  count(): Promise<ServerCount>;
  stop(): Promise<void>;
}

export async function startRangeProcess(options: RangeServerOptions): Promise<RangeProcess> {
  const main = fileURLToPath(new URL('range-process-main.ts', import.meta.url));
  const child = fork(main, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const hear = async (): Promise<unknown> => {
    const [message] = (await Promise.race([
      once(child, 'message'),
      ended.then(() => [undefined]),
    ])) as unknown[];
    return message;
  };
  const origin = await hear();
  if (typeof origin !== 'string') throw new Error('The range server did not start.');
  return {
    urlOf: (name) => `${origin}/${name}`,
    port: Number(new URL(origin).port),
    async count() {
      const answer = hear();
      child.send('count');
      const count = await answer;
      if (typeof count !== 'object' || count === null) throw new Error('The range server has ended.');
      return count as ServerCount;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
