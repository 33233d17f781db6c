import { Worker } from 'node:worker_threads';
import type { Clock } from '../../ports/clock.ts';
import type { FileStep, StepsEnd } from '../../ports/files.ts';
import type { BlockingEnd } from './blocking-steps.ts';

/** So many small files within so many milliseconds are worth a thread's start and its memory. */
const crowd = 6;
const crowdWithin = 250;
/** Milliseconds without an answer after which the thread is given nothing more until it has answered. */
const patience = 100;
/** Milliseconds of a sync from which on syncs are made side by side, which one thread cannot. */
const slowSync = 2;

type Settle = (end: StepsEnd) => void;

interface Group {
  readonly lists: (readonly FileStep[])[];
  readonly settle: Settle[];
}

/**
 * A thread that makes steps with files by calls of the system that wait. Node's pool of threads costs each
 * call 40 to 80 µs of the main thread, to wake one and to be woken; here all steps that many downloads ask
 * for in one turn of the loop go over in one message, and what came of them comes back in one.
 *
 * It is help, and nothing depends on it: `ask` is null while there is no crowd, while the thread starts,
 * while it waits for a disk, and for syncs where they are slow. Then the steps are the pool's.
 */
export class FileThread {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #crowd: number;
  #worker: Worker | null = null;
  #ready = false;
  /** What Windows does to names of open files needs the waits of `exclusive-rename`. */
  #ended = process.platform === 'win32';
  #slowSyncs = false;
  /** When the latest small files were asked for that the pool had to make. */
  #asked: number[] = [];
  #next: Group | null = null;
  /** Sent and not answered, in their order. */
  readonly #sent: Group[] = [];
  /** When the thread began to owe the answer that it owes. */
  #since = 0;

  /** `atOnce`: how many make a crowd. */
  constructor(clock: Pick<Clock, 'now'>, atOnce = crowd) {
    this.#clock = clock;
    this.#crowd = atOnce;
  }

  /** What came of the steps; null where the pool has to make them. */
  ask(steps: readonly FileStep[]): Promise<StepsEnd> | null {
    if (!this.#ready) this.#count(steps);
    if (!this.#ready || this.#isLate() || (this.#slowSyncs && steps.some(syncs))) return null;
    return new Promise((resolve) => {
      const group = (this.#next ??= this.#newGroup());
      group.lists.push(steps);
      group.settle.push(resolve);
    });
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#worker?.terminate();
  }

  /** Starts the thread when there is a crowd. */
  #count(steps: readonly FileStep[]): void {
    if (this.#worker !== null || this.#ended || !steps.some(({ step }) => step === 'part')) return;
    const now = this.#clock.now();
    this.#asked = [...this.#asked.filter((at) => now - at < crowdWithin), now];
    if (this.#asked.length >= this.#crowd) this.#start();
  }

  #isLate(): boolean {
    return this.#sent.length > 0 && this.#clock.now() - this.#since > patience;
  }

  #newGroup(): Group {
    // Behind everything that runs in this turn: all of it is one group.
    setImmediate(() => {
      this.#send();
    });
    return { lists: [], settle: [] };
  }

  #send(): void {
    const group = this.#next;
    this.#next = null;
    if (group === null) return;
    if (this.#worker === null) {
      lose(group);
      return;
    }
    if (this.#sent.length === 0) {
      this.#since = this.#clock.now();
      this.#worker.ref();
    }
    this.#sent.push(group);
    this.#worker.postMessage(group.lists);
  }

  #take(ends: readonly BlockingEnd[]): void {
    this.#ready = true;
    const group = this.#sent.shift();
    this.#since = this.#clock.now();
    if (this.#sent.length === 0) this.#worker?.unref();
    if (group === undefined) return;
    if (ends.some(({ slowestSync }) => slowestSync > slowSync)) this.#slowSyncs = true;
    for (const [index, end] of ends.entries()) group.settle[index]?.(end);
  }

  #start(): void {
    // The bundler finds this address as it stands here, and makes the thread an entry of its own.
    const worker = new Worker(new URL('./file-worker.ts', import.meta.url), { name: 'files', execArgv: [] });
    this.#worker = worker;
    worker.unref();
    worker.on('message', (ends: readonly BlockingEnd[]) => {
      this.#take(ends);
    });
    // An error ends the thread, and `exit` follows it. It is not started again.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#worker = null;
      this.#ready = false;
      this.#ended = true;
      for (const group of this.#sent.splice(0)) lose(group);
    });
  }
}

function syncs({ step }: FileStep): boolean {
  return step === 'part' || step === 'sync-folder';
}

/** Nobody knows which of these steps were made. */
function lose(group: Group): void {
  const failure = { code: 'file-io', facts: { errno: 'thread-lost', op: 'look' } } as const;
  for (const settle of group.settle) settle({ done: 0, identity: null, failure });
}
