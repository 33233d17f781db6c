import { parentPort, workerData } from 'node:worker_threads';
import { writeBlocking, type WriteOrder } from './blocking-write.ts';

/** How many orders are done, which the thread that gives them reads there. */
const done: unknown = workerData;

/**
 * The thread that carries out writes, one after the other. One that does not go well ends it, with all that
 * waits behind it: none of them is counted as done.
 */
if (done instanceof Int32Array) {
  parentPort?.on('message', (order: WriteOrder) => {
    writeBlocking(order);
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  });
  // It is there.
  parentPort?.postMessage(null);
}
