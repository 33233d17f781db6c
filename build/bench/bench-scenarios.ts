import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startNginx } from '../../electron/engine/testing/real-servers.ts';

export interface BenchScenario {
  readonly name: string;
  readonly title: string;
  readonly connections: number;
  /** Share of the run's size that this scenario fetches. */
  readonly share: number;
  /** Starts the server of the file `folder/name`, whose bytes are those of `seed`. */
  readonly serve: (folder: string, name: string, seed: number, size: number) => Promise<BenchServer>;
}

export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Bytes per second of each connection in the capped scenario. */
export const cappedRate = 4_000_000;

export const benchScenarios: readonly BenchScenario[] = [
  { name: 'one', title: 'nginx, no limit, 1 connection', connections: 1, share: 1, serve: serveByNginx },
  { name: 'six', title: 'nginx, no limit, 6 connections', connections: 6, share: 1, serve: serveByNginx },
  {
    name: 'capped',
    title: 'each connection capped at 4 MB/s, 6 connections',
    connections: 6,
    share: 1 / 8,
    serve: (_folder, name, seed, size) => serveCapped(name, seed, size),
  },
];

async function serveByNginx(folder: string, name: string): Promise<BenchServer> {
  const server = await startNginx(folder);
  return { url: `${server.url}/${name}`, stop: () => server.stop() };
}

/** A process of its own, so that its work is not on this one's clock. */
async function serveCapped(name: string, seed: number, size: number): Promise<BenchServer> {
  const main = fileURLToPath(new URL('../../electron/engine/testing/range-server-main.ts', import.meta.url));
  const options = JSON.stringify({ seed, size, rate: cappedRate });
  const child = spawn(process.execPath, [main, '--json-options', options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [unknown];
  if (!(line instanceof Buffer)) throw new Error('The range server did not start.');
  return {
    url: new URL(`/${name}`, line.toString().trim()).href,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
