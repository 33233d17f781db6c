import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PatchSet, type Patch } from './patch-set.ts';
import { indexPlace, journalHead, journalTail, journalTailLength, readIndex } from './repair-journal.ts';
import {
  absentWithEnd,
  blockLength,
  cutAtEnd,
  cutByAbsent,
  differingRanges,
  hasHole,
  stripesOf,
} from './stripes.ts';

const crc = (bytes: Uint8Array, previous: number): number => crc32(bytes, previous);
const patches = fc.array(
  fc
    .tuple(fc.nat(200), fc.integer({ min: 1, max: 60 }), fc.nat(10_000))
    .map(([start, length, at]): Patch => ({ start, end: start + length, at })),
  { maxLength: 12 },
);

describe('PatchSet', () => {
  it('has for each byte what was put over it last, and strips that meet', () => {
    fc.assert(
      fc.property(patches, fc.nat(300), fc.integer({ min: 1, max: 50 }), (list, size, most) => {
        const set = new PatchSet();
        for (const patch of list) set.put(patch);
        const strips = [...set.strips(size, most)];
        let at = 0;
        for (const strip of strips) {
          expect(strip.start).toBe(at);
          expect(strip.end - strip.start).toBeLessThanOrEqual(most);
          at = strip.end;
          for (let offset = strip.start; offset < strip.end; offset += 1) {
            const last = list.findLast(({ start, end }) => start <= offset && offset < end);
            const expected = last === undefined ? null : last.at + offset - last.start;
            expect(strip.at === null ? null : strip.at + offset - strip.start).toBe(expected);
            expect(set.at(offset)).toBe(expected);
          }
        }
        expect(at).toBe(size);
      }),
    );
  });
});

describe('stripes', () => {
  it('meet and cover the file, with 16 MiB each at most', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20_000_000_000 }), (size) => {
        const stripes = stripesOf(size);
        expect(stripes.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(size);
        expect(
          stripes.every(
            ({ start, end }, index) => start === (stripes[index - 1]?.end ?? 0) && end - start <= 2 ** 24,
          ),
        ).toBe(true);
      }),
    );
  });

  it('are cut at the block in which the file ends', () => {
    fc.assert(
      fc.property(fc.nat(40_000_000), fc.nat(50_000_000), (size, own) => {
        const stripes = stripesOf(size);
        const { there, missing } = cutAtEnd(stripes, own);
        const end = own >= size ? size : own - (own % blockLength);
        expect(there.at(-1)?.end ?? 0).toBe(end);
        expect(missing[0]?.start ?? size).toBe(end);
        const bytes = [...there, ...missing].reduce((sum, { start, end: to }) => sum + to - start, 0);
        expect(bytes).toBe(size);
      }),
    );
  });

  it('have a hole where a whole block is zeros', () => {
    const bytes = new Uint8Array(3 * blockLength).fill(1).fill(0, blockLength - 1, 2 * blockLength - 1);
    expect(hasHole(bytes)).toBe(false);
    expect(hasHole(bytes.fill(0, blockLength, 2 * blockLength))).toBe(true);
  });

  it('differ in the blocks that hold another byte, and in what the file does not have', () => {
    const brought = new Uint8Array(3 * blockLength + 10);
    const own = brought.slice(0, 3 * blockLength + 9);
    own[blockLength] = 1;
    own[blockLength - 1] = 1;
    expect(differingRanges(1_000, own, brought)).toEqual([
      { start: 1_000, end: 1_000 + 2 * blockLength },
      { start: 1_000 + 3 * blockLength, end: 1_000 + 3 * blockLength + 10 },
    ]);
    expect(differingRanges(0, brought, brought)).toEqual([]);
  });
});

describe('the index of a journal', () => {
  const at = journalHead.length + 500;
  const index = { file: '1:2', size: 9_000, patches: [{ start: 10, end: 510, at: journalHead.length }] };

  it('reads back as it was written', () => {
    const tail = journalTail(index, at, crc);
    const place = indexPlace(tail.subarray(-journalTailLength), at + tail.length);
    expect(place).not.toBeNull();
    if (place === null) return;
    expect(readIndex(tail.subarray(0, place.end - at), place.crc, at, crc)).toEqual(index);
  });

  it('is none where any byte of it is another one, or is missing', () => {
    const tail = journalTail(index, at, crc);
    fc.assert(
      fc.property(fc.nat(tail.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(8), (where, by, cut) => {
        const other = tail.slice(0, tail.length - cut);
        if (where >= other.length) return;
        other[where] = (other[where] ?? 0) ^ by;
        const place = indexPlace(other.subarray(-journalTailLength), at + other.length);
        if (place === null) return;
        expect(readIndex(other.subarray(place.start - at, place.end - at), place.crc, at, crc)).toBeNull();
      }),
    );
  });

  it('is none where a patch would be read from beyond the bytes that are there', () => {
    const beyond = { ...index, patches: [{ start: 0, end: 501, at: journalHead.length }] };
    const tail = journalTail(beyond, at, crc);
    const text = tail.subarray(0, -journalTailLength);
    expect(readIndex(text, crc32(text), at, crc)).toBeNull();
  });
});

it('stripes cut by what is absent tell of each byte once whether it is there', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 12 });
  const lengths = fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 12 });
  const chain = (parts: readonly number[]): number[] =>
    parts.map((_, index) => parts.slice(0, index + 1).reduce((sum, part) => sum + part, 0));
  fc.assert(
    fc.property(lengths, gaps, (stripeLengths, absentParts) => {
      const ends = chain(stripeLengths);
      const stripes = ends.map((end, index) => ({ start: ends[index - 1] ?? 0, end }));
      const marks = chain(absentParts);
      const absent = marks.flatMap((end, index) =>
        index % 2 === 0 ? [] : [{ start: marks[index - 1] ?? 0, end }],
      );
      const { there, missing } = cutByAbsent(stripes, absent);
      const size = ends.at(-1) ?? 0;
      const isIn = (ranges: readonly { start: number; end: number }[], at: number): number =>
        ranges.filter(({ start, end }) => start <= at && at < end).length;
      for (let at = 0; at < size; at += 7) {
        expect([isIn(there, at), isIn(missing, at)]).toEqual(isIn(absent, at) === 1 ? [0, 1] : [1, 0]);
      }
      for (const { start, end } of [...there, ...missing]) {
        expect(start).toBeLessThan(end);
        expect(stripes.some((stripe) => stripe.start <= start && end <= stripe.end)).toBe(true);
      }
    }),
  );
});

it('what a file is shorter by is absent, whatever is named besides', () => {
  const absent = [
    { start: 10, end: 20 },
    { start: 40, end: 60 },
  ];
  expect(absentWithEnd(absent, 100, 100)).toEqual(absent);
  expect(absentWithEnd(absent, 50, 100)).toEqual([
    absent[0],
    { start: 40, end: 50 },
    { start: 50, end: 100 },
  ]);
  expect(absentWithEnd(absent, 5, 100)).toEqual([{ start: 5, end: 100 }]);
});
