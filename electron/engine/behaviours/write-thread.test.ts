import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Failure } from '../../../shared/model/reasons.ts';
import { createFileSystem } from '../adapters/files.ts';
import type { WriteOrder } from '../adapters/write-thread/blocking-write.ts';
import { WriteThread } from '../adapters/write-thread/write-thread.ts';
import { PartWriter } from '../files/part-writer.ts';
import { BlockChecksums } from '../policy/control-file/block-checksums.ts';
import { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
import type { PartFile } from '../ports/files.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';

let folder = '';
let now = 0;
let thread: WriteThread;
let part: PartFile;
const clock = { now: () => now };
let readOnly = 0;
const path = (): string => join(folder, 'a.part');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-writes-'));
  now = 0;
  thread = new WriteThread(clock, 1);
  const created = await createFileSystem({ writes: thread }).createPart(path());
  if (!created.ok) throw new Error(created.failure.code);
  part = created.value;
  readOnly = openSync(path(), 'r');
});
afterEach(async () => {
  await part.close();
  await thread.close();
  closeSync(readOnly);
  rmSync(folder, { recursive: true, force: true });
});

function shared(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  bytes.set(seededBytes(seed, 0, length));
  return bytes;
}

/** A write that the system refuses. */
function refusedWrite(): WriteOrder {
  return { file: readOnly, bytes: shared(10), offset: 0 };
}

/** Has the thread started, and waits until it takes writes. */
async function started(): Promise<void> {
  await part.write(shared(1), 0);
  await vi.waitFor(() => expect(thread.takes).toBe(true));
}

function writerOf(onFailure: (failure: Failure) => void) {
  const received = new ReceivedRanges();
  const checksums = new BlockChecksums((bytes, previous) => crc32(bytes, previous));
  return new PartWriter({ part, received, checksums, onFailure, onWritten: () => undefined });
}

test('without a rush there is no thread, and the pool writes', async () => {
  const quiet = new WriteThread(clock, 10);
  const order = { file: 0, bytes: shared(6), offset: 0 };
  expect(quiet.write(order)).toBe(false);
  // What comes long after is no rush.
  now += 251;
  expect(quiet.write(order)).toBe(false);
  await new Promise((resolve) => setImmediate(resolve));
  expect([quiet.takes, part.writesMost]).toEqual([false, undefined]);
  await quiet.close();
});

test('many streams at once come to their places', async () => {
  await started();
  const share = 3_000_000;
  const content = shared(6 * share, 7);
  const failures: Failure[] = [];
  const writer = writerOf((failure) => failures.push(failure));
  const streams = Array.from({ length: 6 }, (_, index) => writer.stream(index * share));
  for (let at = 0; at < share; at += 100_000) {
    for (const [index, out] of streams.entries()) {
      const from = index * share + at;
      out.write(content.subarray(from, from + 100_000));
    }
    if (writer.full) await new Promise<void>((room) => writer.whenRoom(room));
  }
  await Promise.all(streams.map((out) => out.end()));
  expect([failures, writer.received.written()]).toEqual([[], [{ start: 0, end: 6 * share }]]);
  expect(readFileSync(path()).equals(content)).toBe(true);
  expect(thread.takes).toBe(true);
});

test('a write that does not go well is told by the pool, and the next rush has a thread again', async () => {
  await started();
  expect(await thread.write(refusedWrite())).toBe(false);
  expect(thread.takes).toBe(false);
  const bytes = shared(1_000, 3);
  expect(await part.write(bytes, 0)).toMatchObject({ ok: true });
  expect(readFileSync(path())).toEqual(Buffer.from(bytes));
  await started();
});

test('what waits behind a write that failed is written by the pool', async () => {
  await started();
  const bad = thread.write(refusedWrite());
  const bytes = shared(500_000, 5);
  const ends = await Promise.all([
    part.write(bytes.subarray(0, 400_000), 0),
    part.write(bytes.subarray(400_000), 400_000),
  ]);
  expect([await bad, ends.map(({ ok }) => ok)]).toEqual([false, [true, true]]);
  expect(readFileSync(path()).equals(bytes)).toBe(true);
});

test('while it owes a write for long it is given nothing more', async () => {
  await started();
  // So much that it is not done before it is looked at.
  const owed = part.write(shared(50_000_000), 0);
  expect(part.writesMost).toBeGreaterThan(2);
  now += 101;
  expect([thread.takes, part.writesMost]).toEqual([false, undefined]);
  expect(thread.write({ file: 0, bytes: shared(1), offset: 0 })).toBe(false);
  expect(await owed).toMatchObject({ ok: true });
  expect(thread.takes).toBe(true);
});

test('a file is closed only when the thread has done with it', async () => {
  await started();
  const order: string[] = [];
  const writes = Array.from({ length: 8 }, (_, index) =>
    part.write(shared(1_000_000, index), index * 1_000_000).then(({ ok }) => order.push(String(ok))),
  );
  const closed = part.close().then(() => order.push('closed'));
  await Promise.all([...writes, closed]);
  expect(order).toEqual([...Array.from({ length: 8 }, () => 'true'), 'closed']);
});

test('a thread that ends leaves nobody waiting', async () => {
  await started();
  const bytes = shared(2_000_000, 9);
  const owed = part.write(bytes, 0);
  await thread.close();
  expect(await owed).toMatchObject({ ok: true });
  expect(readFileSync(path()).equals(bytes)).toBe(true);
});
