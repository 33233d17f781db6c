import { parentPort } from 'node:worker_threads';
import type { FileStep } from '../../ports/files.ts';
import { takeBlockingSteps } from './blocking-steps.ts';

/** The thread that makes steps with files, list after list, and answers a group of lists at once. */
parentPort?.on('message', (group: readonly (readonly FileStep[])[]) => {
  parentPort?.postMessage(group.map((steps) => takeBlockingSteps(steps)));
});
// It is there.
parentPort?.postMessage([]);
