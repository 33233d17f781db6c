import type { Collection, MongoClient, ObjectId } from 'mongodb';
import type { Facts } from '../../../shared/model/reasons.ts';
import type { LogEntry, LogLevel, LogSink } from './log-entry.ts';
import { redactText } from './redact.ts';

const mostWaiting = 1_000;
const mostAtOnce = 100;
const serverPatience = 5_000;
const firstPause = 1_000;
const longestPause = 60_000;
const closePatience = 3_000;

export interface MongodbSinkOptions {
  readonly url: string;
  readonly level: LogLevel;
  /** Told once when the server cannot be used, and again when it can; secrets hidden. */
  readonly onProblem: (sentence: string) => void;
}

/**
 * Inserts entries into the collection `log` of the address's database (`tributary` where it names
 * none), in the background. The driver is loaded with the first entry. At most 1,000 entries wait; then
 * the oldest give way, and the next one inserted says how many (`lostBefore`). A server that does not
 * answer is tried again after 1 s, 2 s and so on up to 60 s, and costs the program nothing else.
 */
export function mongodbSink(options: MongodbSinkOptions): LogSink {
  const waiting: LogDocument[] = [];
  let lost = 0;
  let client: MongoClient | null = null;
  let sending: Promise<void> | null = null;
  let pause = 0;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  async function collection(): Promise<Collection<LogDocument>> {
    if (client === null) {
      const { MongoClient } = await import('mongodb');
      client = new MongoClient(options.url, {
        appName: 'tributary',
        maxPoolSize: 1,
        connectTimeoutMS: serverPatience,
        serverSelectionTimeoutMS: serverPatience,
        socketTimeoutMS: serverPatience,
      });
    }
    const named = /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]+)/.exec(options.url)?.[1];
    return client.db(named ?? 'tributary').collection<LogDocument>('log');
  }

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostAtOnce);
      const counted = lost;
      const first = batch[0];
      if (first !== undefined && counted > 0) first.lostBefore = counted;
      try {
        await (await collection()).insertMany(batch, { ordered: false });
      } catch (error) {
        if (!isRepeat(error)) {
          putBack(batch);
          failed(error);
          return;
        }
      }
      lost -= counted;
      if (pause > 0) options.onProblem('The MongoDB log works again.');
      pause = 0;
    }
  }

  function putBack(batch: readonly LogDocument[]): void {
    waiting.unshift(...batch);
    dropOldest();
  }

  function dropOldest(): void {
    const over = Math.max(0, waiting.length - mostWaiting);
    waiting.splice(0, over);
    lost += over;
  }

  function failed(error: unknown): void {
    const reason = error instanceof Error ? redactText(error.message) : 'unknown';
    if (pause === 0) options.onProblem(`The MongoDB log cannot be written: ${reason}`);
    pause = pause === 0 ? firstPause : Math.min(pause * 2, longestPause);
    if (closed) return;
    timer = setTimeout(() => {
      timer = null;
      start();
    }, pause);
    timer.unref();
  }

  function start(): void {
    if (sending !== null || timer !== null) return;
    sending = sendAll().finally(() => {
      sending = null;
      if (waiting.length > 0 && !closed) start();
    });
  }

  return {
    level: options.level,
    write(entry) {
      if (closed) return;
      waiting.push(documentOf(entry));
      dropOldest();
      start();
    },
    async close() {
      if (closed) return;
      if (waiting.length > 0) start();
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await within(closePatience, sending ?? Promise.resolve());
      await within(closePatience, client?.close() ?? Promise.resolve());
    },
  };
}

interface LogDocument {
  /** Set by the driver at the first attempt and kept, so that a second one stores nothing twice. */
  _id?: ObjectId;
  readonly time: Date;
  readonly level: LogLevel;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly facts: Facts;
  readonly pid: number;
  lostBefore?: number;
}

function documentOf(entry: LogEntry): LogDocument {
  return { ...entry, time: new Date(entry.time), pid: process.pid };
}

/** The documents are there already: an earlier attempt arrived and its answer did not. */
function isRepeat(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11_000;
}

/** Settles with `work`, or after `patience` milliseconds without it; its failure is no matter here. */
async function within(patience: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
