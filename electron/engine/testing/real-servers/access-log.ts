import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** One request as a real server's own log tells it. */
export interface LoggedRequest {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  /** Body bytes, and bytes with the head, that the server sent. */
  readonly bodyBytes: number;
  readonly bytes: number;
  /** Value of the Range header as it came, or null. */
  readonly range: string | null;
}

/**
 * Reads a log with a line for each request: method, target, status, body bytes, all bytes and Range,
 * separated by tabs, as both servers are told to write it. A file that is not there yet has no requests.
 */
export async function readAccessLog(path: string): Promise<readonly LoggedRequest[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [method, target, status, bodyBytes, bytes, range] = line.split('\t');
    if (method === undefined || target === undefined || range === undefined) return [];
    const counts = { status: Number(status), bodyBytes: Number(bodyBytes), bytes: Number(bytes) };
    return [{ method, target, ...counts, range: range === '-' ? null : range }];
  });
}

/** Reads until `count` requests stand in the log: a server writes its line after the last byte. */
export async function waitForLog(
  path: string,
  count: number,
  limit = 5_000,
): Promise<readonly LoggedRequest[]> {
  const began = performance.now();
  for (;;) {
    const requests = await readAccessLog(path);
    if (requests.length >= count) return requests;
    if (performance.now() - began > limit) {
      throw new Error(
        `${String(requests.length)} requests in the log after ${String(limit)} ms, not ${String(count)}.`,
      );
    }
    await delay(20);
  }
}
