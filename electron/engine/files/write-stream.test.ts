import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockChecksums } from '../policy/control-file/block-checksums.ts';
import { BufferPool, type PooledBuffer } from '../policy/buffer-pool.ts';
import { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { PartWriter } from './part-writer.ts';

/** Reads as a connection does: behind what is kept, and over what is not. */
class Reader {
  readonly #pool: BufferPool;
  #buffer: PooledBuffer;
  #at = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
    this.#buffer = pool.take();
  }

  /** Bytes of the body from `from` on, in the reader's buffer. */
  read(from: number, length: number): { readonly bytes: Uint8Array; readonly memory: PooledBuffer } {
    if (!this.#buffer.shared) this.#at = 0;
    else if (this.#buffer.bytes.length - this.#at < length) {
      this.#buffer.release();
      this.#buffer = this.#pool.take();
      this.#at = 0;
    }
    const bytes = this.#buffer.bytes.subarray(this.#at, this.#at + length);
    bytes.set(seededBytes(7, from, bytes.length));
    this.#at += bytes.length;
    return { bytes, memory: this.#buffer };
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('read' as const), length: fc.integer({ min: 1, max: 400 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('copy' as const), length: fc.integer({ min: 1, max: 400 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), length: fc.integer({ min: 1, max: 400 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const), length: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), length: fc.constant(0) }) },
);

test('bytes stay as they came until they are written, whatever is read into the same buffers meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(2), step), { minLength: 1, maxLength: 150 }), async (steps) => {
      const files = new MemoryFiles(new MemoryDisk());
      files.disk.folders.add('/d');
      const part = await files.createPart('/d/file.part');
      if (!part.ok) throw new Error(part.failure.code);
      const waiting: (() => void)[] = [];
      files.pace = () => new Promise((resolve) => waiting.push(resolve));
      const received = new ReceivedRanges();
      const checksums = new BlockChecksums((bytes, previous) => crc32(bytes, previous));
      const none = { onFailure: () => undefined, onWritten: () => undefined };
      const writer = new PartWriter({ part: part.value, received, checksums, ...none });
      const pool = new BufferPool(1_000, 2);
      // Around the ends of blocks.
      const lanes = [1_048_300, 2 * 1_048_576, 3 * 1_048_576 - 1].map((start) => {
        return { at: start, out: writer.stream(start), reader: new Reader(pool) };
      });
      const taken: [start: number, end: number][] = [];
      for (const [number, { kind, length }] of steps) {
        const lane = lanes[number];
        if (lane === undefined) continue;
        if (kind === 'flush') void lane.out.flush();
        if (kind === 'write') {
          waiting.shift()?.();
          await new Promise((resolve) => setImmediate(resolve));
        }
        if (length === 0) continue;
        const { bytes, memory } = lane.reader.read(lane.at, length);
        if (kind !== 'pass') {
          lane.out.moveTo(lane.at);
          lane.out.write(bytes, kind === 'read' ? memory : null);
          taken.push([lane.at, lane.at + bytes.length]);
        }
        lane.at += bytes.length;
      }
      const ended = Promise.all(lanes.map(({ out }) => out.end()));
      files.pace = () => Promise.resolve();
      for (let count = 0; count < 400; count += 1) waiting.shift()?.();
      await ended;
      const content = files.disk.contentOf('/d/file.part') ?? new Uint8Array();
      for (const [start, end] of taken) {
        expect(received.has({ start, end })).toBe(true);
        expect(Buffer.compare(content.subarray(start, end), seededBytes(7, start, end - start))).toBe(0);
      }
      for (const { start, end, crc } of checksums.extents())
        expect(crc32(content.subarray(start, end))).toBe(crc);
    }),
    { numRuns: 40 },
  );
});

test('bytes that lie side by side in one buffer are one write, and the buffer is free again after it', async () => {
  const files = new MemoryFiles(new MemoryDisk());
  files.disk.folders.add('/d');
  const part = await files.createPart('/d/file.part');
  if (!part.ok) throw new Error(part.failure.code);
  const none = { onFailure: () => undefined, onWritten: () => undefined };
  const checksums = new BlockChecksums((bytes, previous) => crc32(bytes, previous));
  const writer = new PartWriter({ part: part.value, received: new ReceivedRanges(), checksums, ...none });
  const pool = new BufferPool(100, 1);
  const memory = pool.take();
  const out = writer.stream(0);
  out.write(memory.bytes.subarray(10, 20), memory);
  out.write(memory.bytes.subarray(20, 30), memory);
  expect(memory.shared).toBe(true);
  await out.end();
  expect(memory.shared).toBe(false);
  const writes = files.disk.steps.filter((each) => each.kind === 'write');
  expect(writes.map((each) => [each.at, each.bytes.length])).toEqual([[0, 20]]);
});
