import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../shared/model/reasons.ts';
import { PartWriter } from './part-writer.ts';
import { BlockChecksums } from '../policy/control-file/block-checksums.ts';
import { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { seededChance } from '../testing/seeded-chance.ts';

const mebibyte = 1024 * 1024;

async function openWriter() {
  const disk = new MemoryDisk();
  disk.folders.add('/downloads');
  const files = new MemoryFiles(disk);
  const part = await files.createPart('/downloads/file.bin.part');
  if (!part.ok) throw new Error(part.failure.code);
  const failures: Failure[] = [];
  const received = new ReceivedRanges();
  const checksums = new BlockChecksums((bytes, previous) => crc32(bytes, previous));
  const writer = new PartWriter({
    part: part.value,
    received,
    checksums,
    onFailure: (failure) => failures.push(failure),
    onWritten: () => undefined,
  });
  const content = () => disk.contentOf('/downloads/file.bin.part') ?? new Uint8Array(0);
  const writes = () => disk.steps.filter((step) => step.kind === 'write');
  return { checksums, content, disk, failures, files, received, writer, writes };
}

describe('PartWriter', () => {
  it('brings the bytes of many streams into their places, with their sums', async () => {
    const { checksums, content, received, writer } = await openWriter();
    const chance = seededChance(1);
    const share = 200_000;
    const streams = Array.from({ length: 12 }, (_, index) => ({
      at: index * share,
      end: (index + 1) * share,
      out: writer.stream(index * share),
    }));
    const body = seededBytes(3, 0, 12 * share);
    for (let open = streams; open.length > 0; open = open.filter(({ at, end }) => at < end)) {
      const stream = open[Math.floor(chance() * open.length)];
      if (stream === undefined) break;
      const end = Math.min(stream.end, stream.at + 1 + Math.floor(chance() * 20_000));
      stream.out.write(body.subarray(stream.at, end));
      stream.at = end;
      if (chance() < 0.05) await writer.flush();
    }
    await Promise.all(streams.map(({ out }) => out.end()));
    expect(Buffer.compare(content(), body)).toBe(0);
    expect(received.written()).toEqual([{ start: 0, end: body.length }]);
    for (const { start, end, crc } of checksums.extents()) expect(crc32(body.subarray(start, end))).toBe(crc);
    expect(writer.unwritten).toBe(0);
  });

  it('notes bytes as received only once the system has taken them', async () => {
    const { files, received, writer } = await openWriter();
    const waiting: (() => void)[] = [];
    files.pace = () => new Promise((resolve) => waiting.push(resolve));
    const out = writer.stream(0);
    out.write(new Uint8Array(1_000));
    const flushed = out.flush();
    await Promise.resolve();
    expect(received.total).toBe(0);
    expect(writer.unwritten).toBe(1_000);
    for (const go of waiting) go();
    await flushed;
    expect(received.total).toBe(1_000);
    expect(writer.unwritten).toBe(0);
  });

  it('writes in pieces of at most half a MiB, and one stream in the order of its bytes', async () => {
    const { writer, writes } = await openWriter();
    const out = writer.stream(0);
    out.write(seededBytes(1, 0, 2 * mebibyte + 10));
    await out.end();
    const pieces = writes().map((step) => [step.at, step.bytes.length]);
    const half = mebibyte / 2;
    expect(pieces).toEqual([...[0, 1, 2, 3].map((at) => [at * half, half]), [4 * half, 10]]);
  });

  it('goes on elsewhere with what was collected in its old place', async () => {
    const { content, received, writer } = await openWriter();
    const out = writer.stream(10);
    out.write(Uint8Array.of(1, 2));
    out.moveTo(12);
    out.write(Uint8Array.of(3));
    out.moveTo(20);
    out.write(Uint8Array.of(4));
    await out.end();
    expect(received.written()).toEqual([
      { start: 10, end: 13 },
      { start: 20, end: 21 },
    ]);
    expect([...content().subarray(10, 21)]).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 4]);
  });

  it('holds about 4 MiB at most with 64 streams that stop when it is full', { timeout: 60_000 }, async () => {
    const { files, writer } = await openWriter();
    const waiting: (() => void)[] = [];
    files.pace = () => new Promise((resolve) => waiting.push(resolve));
    const streams = Array.from({ length: 64 }, (_, index) => writer.stream(index * 16 * mebibyte));
    const chunk = new Uint8Array(64 * 1024);
    let most = 0;
    let rooms = 0;
    for (let round = 0; round < 100; round += 1) {
      for (const out of streams) {
        if (writer.full) break;
        out.write(chunk);
        most = Math.max(most, writer.unwritten);
      }
      if (writer.full) {
        let room = false;
        writer.whenRoom(() => (room = true));
        while (!room) {
          waiting.shift()?.();
          await Promise.resolve();
        }
        expect(writer.full).toBe(false);
        rooms += 1;
      }
    }
    expect(rooms).toBeGreaterThan(5);
    expect(most).toBeLessThanOrEqual(4 * mebibyte + chunk.length);
  });

  it('I1: writes nothing after a write that failed, tells it once, and lets nobody wait', async () => {
    const { failures, files, received, writer, writes } = await openWriter();
    const out = writer.stream(0);
    out.write(new Uint8Array(1_000));
    await out.flush();
    files.fault = ({ op }) => (op === 'write' ? 'ENOSPC' : null);
    let woken = 0;
    out.write(new Uint8Array(5 * mebibyte));
    expect(writer.full).toBe(true);
    writer.whenRoom(() => (woken += 1));
    await out.end();
    expect(failures).toEqual([{ code: 'file-no-space', facts: { errno: 'ENOSPC', op: 'write' } }]);
    // The one before, the one that failed, and the one that was under way beside it.
    expect(writes()).toHaveLength(3);
    expect(received.written()).toEqual([{ start: 0, end: 1_000 }]);
    expect(writer.unwritten).toBe(0);
    expect(woken).toBe(1);
  });
});
