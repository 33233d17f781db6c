import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { createHasherFactory } from '../engine/adapters/hasher.ts';
import type { FileHasher } from '../engine/ports/hasher.ts';
import type { Checksum, ChecksumAlgorithm } from '../../shared/model/checksum.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { HashFailure } from './file-hash.ts';

/** Threads at most, whatever the machine has: more than a disk can feed. */
const threadsMost = 16;

/** Hashes files on all cores, a file to a thread, those asked first before the others. */
export class HashPool {
  readonly #factories = Array.from({ length: Math.min(threadsMost, availableParallelism()) }, () =>
    createHasherFactory(),
  );
  readonly #free = [...this.#factories];
  readonly #waiting: (() => void)[] = [];
  readonly #working = new Set<FileHasher>();
  #finished = 0;
  /** Bytes of the files that were begun. */
  size = 0;

  /** Bytes hashed so far. */
  get hashed(): number {
    return [...this.#working].reduce((sum, hasher) => sum + hasher.hashed, this.#finished);
  }

  /** The sum of a file; of a list whose author may be anybody no device and no pipe is read. */
  async hash(
    path: string,
    algorithm: ChecksumAlgorithm,
    signal: AbortSignal,
  ): Promise<Result<Checksum, HashFailure>> {
    if (this.#free.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const factory = this.#free.pop();
    if (factory === undefined || signal.aborted) {
      if (factory !== undefined) this.#giveBack(factory);
      return fail({ code: 'interrupted' });
    }
    try {
      const size = await sizeOfFile(path);
      if (!size.ok) return size;
      this.size += size.value;
      const hasher = factory.start(path, algorithm);
      this.#working.add(hasher);
      const cancel = (): void => {
        hasher.cancel();
      };
      signal.addEventListener('abort', cancel, { once: true });
      const computed = await hasher.finish(size.value);
      signal.removeEventListener('abort', cancel);
      this.#working.delete(hasher);
      this.#finished += size.value;
      if (computed.ok) return computed;
      return fail(
        signal.aborted
          ? { code: 'interrupted' }
          : { code: 'io', system: String(computed.failure.facts?.['errno']) },
      );
    } finally {
      this.#giveBack(factory);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#factories.map((factory) => factory.close()));
  }

  #giveBack(factory: ReturnType<typeof createHasherFactory>): void {
    this.#free.push(factory);
    this.#waiting.shift()?.();
  }
}

async function sizeOfFile(path: string): Promise<Result<number, HashFailure>> {
  try {
    // Without O_NONBLOCK the opening of a pipe waits for somebody to write.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) return fail({ code: 'open', system: 'EISDIR' });
      return stats.isFile() ? ok(stats.size) : fail({ code: 'open', system: 'not a file' });
    } finally {
      await file.close();
    }
  } catch (error) {
    const system = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const missing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'].includes(system);
    return fail(missing ? { code: 'missing' } : { code: 'open', system });
  }
}
