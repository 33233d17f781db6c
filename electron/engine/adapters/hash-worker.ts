import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { HashOrder, HashReport } from './hash-messages.ts';
import type { RunningDigest } from '../ports/hasher.ts';
import { startDigest } from './running-digest.ts';

/**
 * The thread that reads and hashes files for all hashers of one factory. It goes round the files
 * that have bytes to hash, a slice each, and looks at its orders after every round, so that a
 * large file holds up neither a small one nor a cancel.
 */
interface Job {
  readonly id: number;
  readonly descriptor: number;
  readonly digests: readonly RunningDigest[];
  /** Offset up to which it is hashed. */
  hashed: number;
  read: number;
  /** Hash up to here. */
  end: number;
  /** Whether `end` is to be answered: once, when it is reached. */
  told: boolean;
  finishing: boolean;
  reportedAt: number;
}

const sliceBytes = 4_194_304;
/** Milliseconds between two reports of progress within one order. */
const reportEvery = 50;

const jobs = new Map<number, Job>();
const buffer = new Uint8Array(1_048_576);
let scheduled = false;

parentPort?.on('message', (order: HashOrder) => {
  if (order.kind === 'start') return start(order);
  const job = jobs.get(order.id);
  if (job === undefined) return;
  if (order.kind === 'cancel') return close(job);
  if (order.kind === 'advance') {
    job.end = Math.max(job.end, order.end);
    job.told = true;
  } else {
    // A sum of more than the file was said to hold is a sum of something else.
    if (job.hashed > order.size) return failed(job, 'past-size');
    job.end = order.size;
    job.finishing = true;
  }
  schedule();
});

function start(order: HashOrder & { kind: 'start' }): void {
  const id = order.id;
  let descriptor: number | null = null;
  try {
    // A fifo must not hold this thread up; for a regular file the flag means nothing.
    descriptor = openSync(order.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(descriptor).isFile()) throw Object.assign(new Error('not a file'), { code: 'not-a-file' });
    const digests = order.algorithms.map((algorithm) => startDigest(algorithm));
    const none = { read: 0, end: 0, told: false, finishing: false, reportedAt: 0 };
    jobs.set(id, { id, descriptor, digests, hashed: order.from, ...none });
  } catch (error) {
    if (descriptor !== null) closeSync(descriptor);
    report({ kind: 'failed', id, hashed: order.from, read: 0, errno: codeOf(error) });
  }
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(round);
}

function round(): void {
  scheduled = false;
  for (const job of jobs.values()) {
    if (job.hashed < job.end) {
      slice(job);
    }
    if (jobs.has(job.id) && job.hashed >= job.end) reached(job);
    if (jobs.has(job.id) && job.hashed < job.end) schedule();
  }
}

function slice(job: Job): void {
  const until = Math.min(job.end, job.hashed + sliceBytes);
  try {
    while (job.hashed < until) {
      const length = Math.min(buffer.length, until - job.hashed);
      const count = readSync(job.descriptor, buffer, 0, length, job.hashed);
      if (count === 0) return failed(job, 'too-short');
      job.read += count;
      const bytes = buffer.subarray(0, count);
      for (const digest of job.digests) digest.update(bytes);
      job.hashed += count;
    }
  } catch (error) {
    return failed(job, codeOf(error));
  }
  const now = performance.now();
  if (job.hashed === job.end || now - job.reportedAt < reportEvery) return;
  job.reportedAt = now;
  report({ kind: 'progress', id: job.id, hashed: job.hashed, read: job.read });
}

function reached(job: Job): void {
  const { id, hashed, read } = job;
  if (job.finishing) {
    close(job);
    report({ kind: 'done', id, hashed, read, hexes: job.digests.map((digest) => digest.hex()) });
  } else if (job.told) {
    job.told = false;
    report({ kind: 'reached', id, hashed, read });
  }
}

function failed(job: Job, errno: string): void {
  close(job);
  report({ kind: 'failed', id: job.id, hashed: job.hashed, read: job.read, errno });
}

function close(job: Job): void {
  jobs.delete(job.id);
  closeSync(job.descriptor);
}

function report(message: HashReport): void {
  parentPort?.postMessage(message);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
