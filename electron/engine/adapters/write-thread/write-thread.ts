import { Worker } from 'node:worker_threads';
import type { Clock } from '../../ports/clock.ts';
import type { WriteOrder } from './blocking-write.ts';

/** So many bytes within so many milliseconds are worth a thread's start and its memory. */
const rush = 32 * 1024 * 1024;
const rushWithin = 250;
/** Milliseconds without a write that ends after which the thread is given nothing more until it owes none. */
const patience = 100;

/**
 * A thread that writes to files by calls that wait. A write by Node's pool wakes a thread of it and, when it
 * has ended, the main thread in its next turn, which may read MiBs first while the pool has nothing to do. Here
 * the next write is at hand when one ends, and each new one looks by itself at what has ended.
 *
 * It is help, and nothing depends on it: `write` is false while there is no rush, while the thread starts, while
 * it waits for a disk, and for what it did not do. Then the write is the pool's, which tells what went wrong.
 */
export class WriteThread {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #rush: number;
  #worker: Worker | null = null;
  #ready = false;
  #closed = false;
  /** Writes that the thread has done since it started: it counts them itself. */
  #done = new Int32Array(new SharedArrayBuffer(4));
  #settled = 0;
  /** Sent and not settled, in their order. */
  #sent: ((done: boolean) => void)[] = [];
  /** When a write ended last, or began after a time without any. */
  #since = 0;
  #watching = false;
  /** Bytes that the pool had to write since `#rushSince`. */
  #asked = 0;
  #rushSince = 0;

  /** `atOnce`: how many bytes are a rush. */
  constructor(clock: Pick<Clock, 'now'>, atOnce = rush) {
    this.#clock = clock;
    this.#rush = atOnce;
  }

  /** Whether the system has taken all of it; false where the pool has to write it, again from its beginning. */
  write(order: WriteOrder): Promise<boolean> | false {
    this.#settle();
    const worker = this.#worker;
    if (worker === null) this.#count(order.bytes.length);
    if (worker === null || !this.takes) return false;
    if (this.#sent.length === 0) {
      this.#since = this.#clock.now();
      worker.ref();
    }
    worker.postMessage(order);
    return new Promise((resolve) => {
      this.#sent.push(resolve);
      this.#watch();
    });
  }

  /** Whether it takes a write now. */
  get takes(): boolean {
    return this.#ready && (this.#sent.length === 0 || this.#clock.now() - this.#since <= patience);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  /** Starts the thread when there is a rush. */
  #count(bytes: number): void {
    if (this.#closed) return;
    const now = this.#clock.now();
    if (now - this.#rushSince > rushWithin) {
      this.#rushSince = now;
      this.#asked = 0;
    }
    this.#asked += bytes;
    if (this.#asked >= this.#rush) this.#start();
  }

  /** Tells those whose writes have ended. */
  #settle(): void {
    const done = Atomics.load(this.#done, 0);
    if (done === this.#settled) return;
    for (const settle of this.#sent.splice(0, done - this.#settled)) settle(true);
    this.#settled = done;
    this.#since = this.#clock.now();
    if (this.#sent.length === 0) this.#worker?.unref();
  }

  /** Settles also where no new write looks at what has ended. */
  #watch(): void {
    if (this.#watching || this.#sent.length === 0) return;
    this.#watching = true;
    const look = (): void => {
      this.#watching = false;
      this.#settle();
      this.#watch();
    };
    const change = Atomics.waitAsync(this.#done, 0, this.#settled);
    if (change.async) void change.value.then(look);
    else queueMicrotask(look);
  }

  #start(): void {
    const done = new Int32Array(new SharedArrayBuffer(4));
    // The bundler finds this address as it stands here, and makes the thread an entry of its own.
    const url = new URL('./write-worker.ts', import.meta.url);
    const worker = new Worker(url, { name: 'writes', execArgv: [], workerData: done });
    this.#worker = worker;
    this.#done = done;
    this.#settled = 0;
    worker.unref();
    worker.on('message', () => {
      this.#ready = true;
    });
    // An error ends the thread, and `exit` follows it.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#settle();
      this.#worker = null;
      this.#ready = false;
      for (const settle of this.#sent.splice(0)) settle(false);
      // Whoever watches the count of this thread is woken, and finds nothing.
      Atomics.notify(done, 0);
    });
  }
}
