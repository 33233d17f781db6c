import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startHost } from '../../e2e/fixtures/host-process.ts';
import type { WireCount } from './counted-port.ts';

/** A host whose downloads are made up, in a process of its own. */
export interface ScriptedHost {
  readonly address: string;
  /** Ten updates a second, each of so many downloads, from now on. */
  run(changed: number): Promise<WireCount>;
  /** So many updates at once. */
  burst(updates: number, changed: number): Promise<WireCount>;
  /** Stops the updates, and tells what was sent so far. */
  pause(): Promise<WireCount>;
  end(): Promise<void>;
}

export async function startScriptedHost(running: number, finished: number): Promise<ScriptedHost> {
  const main = fileURLToPath(new URL('scripted-host-main.ts', import.meta.url));
  const args = ['--running', String(running), '--finished', String(finished)];
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const host = startHost(main, args, env, true);
  const address = await host.saying(/Listening on (\S+)/);
  const ask = async (message: object): Promise<WireCount> => {
    const answer = once(host.child, 'message');
    host.child.send(message);
    const [count] = (await answer) as [WireCount];
    return count;
  };
  return {
    address,
    run: (changed) => ask({ kind: 'run', changed }),
    burst: (updates, changed) => ask({ kind: 'burst', updates, changed }),
    pause: () => ask({ kind: 'pause' }),
    async end() {
      await host.end();
    },
  };
}
