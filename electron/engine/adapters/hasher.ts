import { Worker } from 'node:worker_threads';
import type { Checksum, ChecksumAlgorithm } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { Sum, SumAlgorithm } from '../../../shared/model/sums.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';
import { errnoOf } from './file-failure.ts';
import type { HashOrder, HashReport } from './hash-messages.ts';
import { startDigest } from './running-digest.ts';

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

  const startAll: HasherFactory['startAll'] = (path, algorithms, from = 0) => {
    const id = (lastId += 1);
    if (closed) return new WorkerHasher(id, algorithms, from, null, () => {});
    worker ??= startWorker();
    const target = worker;
    target.ref();
    const hasher = new WorkerHasher(id, algorithms, from, target, () => {
      hashers.delete(id);
      if (hashers.size === 0) target.unref();
    });
    hashers.set(id, hasher);
    target.postMessage({ kind: 'start', id, path, algorithms, from } satisfies HashOrder);
    return hasher;
  };

  return {
    start: (path, algorithm) => new OneSum(startAll(path, [algorithm]), algorithm),
    startAll,
    startDigest,
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}

/** A hasher of several sums as one of the only one. */
class OneSum implements FileHasher {
  readonly #hasher: FileHasher<readonly Sum[]>;
  readonly #algorithm: ChecksumAlgorithm;

  constructor(hasher: FileHasher<readonly Sum[]>, algorithm: ChecksumAlgorithm) {
    this.#hasher = hasher;
    this.#algorithm = algorithm;
  }

  get hashed(): number {
    return this.#hasher.hashed;
  }
  get read(): number {
    return this.#hasher.read;
  }
  advance(end: number): void {
    this.#hasher.advance(end);
  }
  async finish(size: number): Promise<Result<Checksum, Failure>> {
    const sums = await this.#hasher.finish(size);
    return sums.ok ? ok({ algorithm: this.#algorithm, hex: sums.value[0]?.hex ?? '' }) : sums;
  }
  cancel(): void {
    this.#hasher.cancel();
  }
}

class WorkerHasher implements FileHasher<readonly Sum[]> {
  readonly #id: number;
  readonly #algorithms: readonly SumAlgorithm[];
  readonly #worker: Worker | null;
  readonly #ended: () => void;
  #hashed: number;
  #read = 0;
  /** The end last told by the caller, and the end last sent to the thread. */
  #end = 0;
  #sent = 0;
  /** One order is on its way at a time: the calls in between become one. */
  #waiting = false;
  #result: Result<readonly Sum[], Failure> | null = null;
  #finished: Promise<Result<readonly Sum[], Failure>> | null = null;
  #settle: (result: Result<readonly Sum[], Failure>) => void = () => {};

  constructor(
    id: number,
    algorithms: readonly SumAlgorithm[],
    from: number,
    worker: Worker | null,
    ended: () => void,
  ) {
    this.#id = id;
    this.#algorithms = algorithms;
    this.#hashed = from;
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

  finish(size: number): Promise<Result<readonly Sum[], Failure>> {
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
      const { hexes } = report;
      this.#close(ok(this.#algorithms.map((algorithm, index) => ({ algorithm, hex: hexes[index] ?? '' }))));
    } else if (report.kind === 'failed') {
      this.end({ code: 'file-io', facts: { errno: report.errno, op: 'hash' } });
    }
  }

  /** Ends it with a failure; a `finish` that waits gets it, and so does a later one. */
  end(failure: Failure): void {
    this.#close(fail(failure));
  }

  #close(result: Result<readonly Sum[], Failure>): void {
    if (this.#result !== null) return;
    this.#result = result;
    this.#ended();
    this.#settle(result);
  }

  #post(order: HashOrder): void {
    this.#worker?.postMessage(order);
  }
}
