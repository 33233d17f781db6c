import { Worker } from 'node:worker_threads';
import type { Checksum, ChecksumAlgorithm } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';
import { errnoOf } from './file-failure.ts';
import type { HashOrder, HashReport } from './hash-messages.ts';

const stopped: Failure = { code: 'user-stopped' };

/**
 * Hashers that share one thread, which starts with the first of them. `close` ends the thread;
 * hashers still at work end with `user-stopped`, and none can be started any more. The thread
 * keeps the process alive only while a hasher is at work.
 */
export function createHasherFactory(): HasherFactory & { close(): Promise<void> } {
  const hashers = new Map<number, WorkerHasher>();
  let worker: Worker | null = null;
  let closed = false;
  let lastId = 0;

  function startWorker(): Worker {
    // The bundler finds this address as it stands here, and makes the thread an entry of its own.
    const started = new Worker(new URL('./hash-worker.ts', import.meta.url), { name: 'hash', execArgv: [] });
    started.on('message', (report: HashReport) => hashers.get(report.id)?.take(report));
    let errno = 'worker-lost';
    const lost = () => {
      if (worker === started) worker = null;
      for (const hasher of [...hashers.values()]) {
        hasher.end(closed ? stopped : { code: 'file-io', facts: { errno, op: 'hash' } });
      }
    };
    // An error ends the thread; `exit` follows it and does the rest. The process's own options (a
    // script given by -e, a debugger's port) are not the thread's: execArgv.
    started.on('error', (error) => {
      errno = errnoOf(error);
    });
    started.on('exit', lost);
    return started;
  }

  return {
    start(path, algorithm) {
      const id = (lastId += 1);
      if (closed) return new WorkerHasher(id, algorithm, null, () => {});
      worker ??= startWorker();
      const target = worker;
      target.ref();
      const hasher = new WorkerHasher(id, algorithm, target, () => {
        hashers.delete(id);
        if (hashers.size === 0) target.unref();
      });
      hashers.set(id, hasher);
      target.postMessage({ kind: 'start', id, path, algorithm } satisfies HashOrder);
      return hasher;
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}

class WorkerHasher implements FileHasher {
  readonly #id: number;
  readonly #algorithm: ChecksumAlgorithm;
  readonly #worker: Worker | null;
  readonly #ended: () => void;
  #hashed = 0;
  #read = 0;
  /** The end last told by the caller, and the end last sent to the thread. */
  #end = 0;
  #sent = 0;
  /** One order is on its way at a time: the calls in between become one. */
  #waiting = false;
  #result: Result<Checksum, Failure> | null = null;
  #finished: Promise<Result<Checksum, Failure>> | null = null;
  #settle: (result: Result<Checksum, Failure>) => void = () => {};

  constructor(id: number, algorithm: ChecksumAlgorithm, worker: Worker | null, ended: () => void) {
    this.#id = id;
    this.#algorithm = algorithm;
    this.#worker = worker;
    this.#ended = ended;
    if (worker === null) this.#result = fail(stopped);
  }

  get hashed(): number {
    return this.#hashed;
  }

  get read(): number {
    return this.#read;
  }

  advance(end: number): void {
    this.#end = Math.max(this.#end, end);
    if (this.#waiting || this.#result !== null || this.#end <= this.#sent) return;
    this.#sent = this.#end;
    this.#waiting = true;
    this.#post({ kind: 'advance', id: this.#id, end: this.#sent });
  }

  finish(size: number): Promise<Result<Checksum, Failure>> {
    if (this.#result !== null) return Promise.resolve(this.#result);
    this.#finished ??= new Promise((resolve) => {
      this.#settle = resolve;
      this.#waiting = true;
      this.#post({ kind: 'finish', id: this.#id, size });
    });
    return this.#finished;
  }

  cancel(): void {
    if (this.#result !== null) return;
    this.#post({ kind: 'cancel', id: this.#id });
    this.end(stopped);
  }

  /** A report of the thread about this hasher. */
  take(report: HashReport): void {
    this.#hashed = report.hashed;
    this.#read = report.read;
    if (report.kind === 'reached') {
      this.#waiting = false;
      this.advance(this.#end);
    } else if (report.kind === 'done') {
      this.#close(ok({ algorithm: this.#algorithm, hex: report.hex }));
    } else if (report.kind === 'failed') {
      this.end({ code: 'file-io', facts: { errno: report.errno, op: 'hash' } });
    }
  }

  /** Ends it with a failure; a `finish` that waits gets it, and so does a later one. */
  end(failure: Failure): void {
    this.#close(fail(failure));
  }

  #close(result: Result<Checksum, Failure>): void {
    if (this.#result !== null) return;
    this.#result = result;
    this.#ended();
    this.#settle(result);
  }

  #post(order: HashOrder): void {
    this.#worker?.postMessage(order);
  }
}
