import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RangeServerOptions } from '../../electron/engine/testing/range-server/range-server-options.ts';

const main = fileURLToPath(
  new URL('../../electron/engine/testing/range-server/range-server-main.ts', import.meta.url),
);

/** A range server in a process of its own, so that its memory is not counted. */
export class SoakServer {
  readonly origin: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, origin: string) {
    this.#child = child;
    this.origin = origin;
  }

  static async start(options: RangeServerOptions): Promise<SoakServer> {
    const child = spawn(process.execPath, [main, '--json-options', JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      return new SoakServer(child, new URL(line).origin);
    }
    throw new Error('The server did not start.');
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}

/** The ways in which the transfers go, each on a server of its own. */
export function soakWays(seed: number, size: number): readonly RangeServerOptions[] {
  const good = { seed, size };
  return [
    good,
    // Every third reply breaks off.
    { ...good, rules: [{ when: { every: 3 }, use: { fault: { kind: 'reset', at: 1_000_003 } } }] },
    { ...good, rules: [{ when: { every: 3 }, use: { fault: { kind: 'close', at: 3_000_017 } } }] },
    // One stream of unknown length.
    { ...good, ranges: 'ignored', acceptRanges: null, framing: 'chunked' },
  ];
}
