import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockChecksums, checksumBlock } from './block-checksums.ts';

const size = 3 * checksumBlock + 12_345;
const file = new Uint8Array(size).map((_, at) => (at * 2_654_435_761) >>> 13);

/** Offsets where things happen: near the borders of blocks, and anywhere. */
const offset = fc.oneof(
  fc.integer({ min: 0, max: size }),
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -3, max: 3 }))
    .map(([block, by]) => Math.max(0, block * checksumBlock + by)),
);

function sumOf(start: number, end: number): number {
  return crc32(file.subarray(start, end));
}

describe('BlockChecksums', () => {
  it('has the sum of every byte appended, in any order, and of no other', () => {
    const steps = fc.array(
      fc.record({ kind: fc.constantFrom('append', 'append', 'forget'), a: offset, b: offset }),
      {
        maxLength: 24,
      },
    );
    fc.assert(
      fc.property(steps, (list) => {
        const checksums = new BlockChecksums(crc32);
        const has = new Uint8Array(size);
        for (const { kind, a, b } of list) {
          const start = Math.min(a, b);
          const end = Math.max(a, b);
          if (kind === 'append') {
            const free = !has.subarray(start, end).includes(1);
            expect(checksums.append(start, file.subarray(start, end))).toBe(free);
            if (free) has.fill(1, start, end);
          } else {
            for (const range of checksums.forget({ start, end })) has.fill(0, range.start, range.end);
            expect(has.subarray(start, end).includes(1)).toBe(false);
          }
        }
        let last = 0;
        for (const extent of checksums.extents()) {
          expect(extent.start).toBeGreaterThanOrEqual(last);
          expect(has.subarray(last, extent.start).includes(1)).toBe(false);
          expect(has.subarray(extent.start, extent.end).includes(0)).toBe(false);
          expect(Math.floor(extent.start / checksumBlock)).toBe(Math.floor((extent.end - 1) / checksumBlock));
          expect(extent.crc).toBe(sumOf(extent.start, extent.end));
          last = extent.end;
        }
        expect(has.subarray(last).includes(1)).toBe(false);
        expect([...BlockChecksums.from(crc32, checksums.extents()).extents()]).toEqual([
          ...checksums.extents(),
        ]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('holds one extent for each block once its parts have met', () => {
    const checksums = new BlockChecksums(crc32);
    const cuts = [0, 100, 700_000, checksumBlock - 1, checksumBlock + 5, size];
    for (const at of [3, 0, 4, 2, 1]) {
      const start = cuts[at] ?? 0;
      expect(checksums.append(start, file.subarray(start, cuts[at + 1]))).toBe(true);
    }
    const starts = [0, 1, 2, 3].map((block) => block * checksumBlock);
    expect([...checksums.extents()]).toEqual(
      starts.map((start) => {
        const end = Math.min(size, start + checksumBlock);
        return { start, end, crc: sumOf(start, end) };
      }),
    );
  });

  it('refuses bytes that already have a sum and changes nothing', () => {
    const checksums = new BlockChecksums(crc32);
    checksums.append(0, file.subarray(0, 2 * checksumBlock));
    const before = [...checksums.extents()];
    const start = 2 * checksumBlock - 1;
    expect(checksums.append(start, file.subarray(start, start + 2_000_000))).toBe(false);
    expect([...checksums.extents()]).toEqual(before);
    expect(checksums.append(5, new Uint8Array(0))).toBe(true);
  });

  it('says which bytes lost their sum with those that were asked for', () => {
    const checksums = new BlockChecksums(crc32);
    checksums.append(0, file);
    const range = { start: checksumBlock - 1, end: checksumBlock + 1 };
    expect(checksums.forget(range)).toEqual([
      { start: 0, end: checksumBlock },
      { start: checksumBlock, end: 2 * checksumBlock },
    ]);
    expect([...checksums.extents(range)]).toEqual([]);
    expect(checksums.forget({ start: 0, end: 0 })).toEqual([]);
  });

  it('takes no memory for the space before an offset far out', () => {
    const checksums = new BlockChecksums(crc32);
    const far = 2 ** 52;
    expect(checksums.append(far, file.subarray(0, 10))).toBe(true);
    expect(checksums.append(far + 4 * checksumBlock, file.subarray(0, 10))).toBe(true);
    expect([...checksums.extents({ start: 0, end: far + 1 })]).toEqual([
      { start: far, end: far + 10, crc: sumOf(0, 10) },
    ]);
  });

  it('keeps what came after a seal apart from what was before, until both are united', () => {
    const checksums = new BlockChecksums(crc32);
    const extents = (): number[][] => [...checksums.extents()].map(({ start, end }) => [start, end]);
    checksums.append(0, file.subarray(0, 100));
    const turn = checksums.seal();
    checksums.append(100, file.subarray(100, 300));
    checksums.append(300, file.subarray(300, 400));
    expect(extents()).toEqual([
      [0, 100],
      [100, 400],
    ]);
    checksums.unite(turn);
    expect(extents()).toHaveLength(2);
    const next = checksums.seal();
    checksums.append(400, file.subarray(400, checksumBlock));
    checksums.unite(next);
    expect(extents()).toEqual([
      [0, 400],
      [400, checksumBlock],
    ]);
    checksums.unite(checksums.seal());
    expect([...checksums.extents()]).toEqual([
      { start: 0, end: checksumBlock, crc: sumOf(0, checksumBlock) },
    ]);
  });
});
