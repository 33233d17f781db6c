/** A program that logs from a function, a method and after a wait. */
import { createLogger } from '../create-logger.ts';
import type { AppLog } from '../index.ts';

interface Speaker {
  readonly name: string;
}

class Caller {
  readonly #log: AppLog;

  constructor(log: AppLog) {
    this.#log = log;
  }

  async speak(speaker: Speaker): Promise<void> {
    await Promise.resolve();
    const log = this.#log;
    log.error(`from ${speaker.name}`);
  }
}

const log = createLogger({ folder: null, env: { NODE_ENV: 'test' }, stderr: process.stderr });

function inFunction(): void {
  log.debug('in a function');
}

inFunction();
log.info('at the top', { kind: 'plain' });
await new Caller(log).speak({ name: 'a method' });
for (const count of [1]) log.warn('in a loop', { count });
await log.close();
