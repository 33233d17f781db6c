import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A running program that listens on a port of loopback. */
export interface Daemon {
  readonly pid: number;
  /** The last that it wrote to stderr. */
  said(): string;
  /** Ends it by its process id and waits until it has ended. */
  stop(): Promise<void>;
}

/** A port of loopback that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address === null || typeof address === 'string' ? 0 : address.port;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/** Starts a program in the foreground; resolves when it listens, rejects with what it said if it ends first. */
export async function startDaemon(command: string, args: readonly string[], port: number): Promise<Daemon> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4096);
  });
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const settle = (reason: string) => () => {
      said += reason;
      ended = true;
      resolve();
    };
    child.once('error', (error) => {
      settle(error.message)();
    });
    child.once('exit', settle(''));
  });
  const began = performance.now();
  while (!(await answers(port)) && !ended) {
    if (performance.now() - began > 15_000) {
      child.kill('SIGKILL');
      said += 'It did not listen in 15 s.';
    }
    await Promise.race([delay(20), end]);
  }
  const { pid } = child;
  if (ended || pid === undefined) throw new Error(`${command} could not be started: ${said.trim()}`);
  return {
    pid,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await end;
      clearTimeout(killer);
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
