import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import type { SyncMark } from './received-ranges.ts';
import { ReceivedRanges } from './received-ranges.ts';

const size = 64;

/** The same by one flag for each byte. */
class Bitmap {
  readonly written = new Array<boolean>(size).fill(false);
  readonly synced = new Array<boolean>(size).fill(false);
  /** Which write a byte holds; a mark notes it, and covers the byte only while it is the same. */
  readonly turns = new Array<number>(size).fill(0);
  readonly fresh = new Array<boolean>(size).fill(false);
  #turn = 0;

  set(range: ByteRange, written: boolean): void {
    this.#turn += 1;
    for (let at = range.start; at < range.end; at += 1) {
      this.written[at] = written;
      this.synced[at] = false;
      this.fresh[at] = written;
      this.turns[at] = this.#turn;
    }
  }

  begin(): number[] {
    const mark = this.turns.map((turn, at) => (this.fresh[at] ? turn : -1));
    this.fresh.fill(false);
    return mark;
  }

  end(mark: number[]): void {
    mark.forEach((turn, at) => {
      if (turn !== -1 && this.turns[at] === turn) this.synced[at] = true;
    });
  }
}

function rangesOf(flags: readonly boolean[]): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (let at = 0; at < flags.length; at += 1) {
    if (flags[at] !== true) continue;
    const start = at;
    while (flags[at] === true) at += 1;
    ranges.push({ start, end: at });
  }
  return ranges;
}

const range = fc
  .tuple(fc.integer({ min: 0, max: size }), fc.integer({ min: 0, max: size }))
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), range }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), range }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('begin' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('end' as const, 'fail' as const),
      which: fc.nat({ max: 3 }),
    }),
  },
);

describe('ReceivedRanges', () => {
  it('agrees with one flag for each byte, whatever is added, removed and synced in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), range, (steps, asked) => {
        const received = new ReceivedRanges();
        const bitmap = new Bitmap();
        const marks: { mark: SyncMark; turns: number[] }[] = [];
        for (const next of steps) {
          if (next.kind === 'add') {
            const fresh = bitmap.written.slice(next.range.start, next.range.end).filter((is) => !is).length;
            expect(received.add(next.range)).toBe(fresh);
            bitmap.set(next.range, true);
          } else if (next.kind === 'remove') {
            received.remove(next.range);
            bitmap.set(next.range, false);
          } else if (next.kind === 'begin') {
            marks.push({ mark: received.beginSync(), turns: bitmap.begin() });
          } else {
            const [open] = marks.splice(next.which, 1);
            if (open === undefined) continue;
            if (next.kind === 'end') {
              received.endSync(open.mark);
              bitmap.end(open.turns);
            } else {
              for (const lost of received.failSync(open.mark)) bitmap.set(lost, false);
            }
          }
          const written = rangesOf(bitmap.written);
          expect(received.written()).toEqual(written);
          expect(received.synced()).toEqual(rangesOf(bitmap.synced));
          expect(received.total).toBe(bitmap.written.filter(Boolean).length);
          expect(received.fresh).toBe(bitmap.fresh.filter(Boolean).length);
          expect(received.syncedTotal).toBe(bitmap.synced.filter(Boolean).length);
          expect(received.missing(size)).toEqual(rangesOf(bitmap.written.map((is) => !is)));
          expect(received.frontier).toBe(written[0]?.start === 0 ? written[0].end : 0);
          const part = bitmap.written.map((is, at) => at >= asked.start && at < asked.end && !is);
          expect(received.missingIn(asked)).toEqual(rangesOf(part));
          expect(received.has(asked)).toBe(!part.includes(true));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never calls a byte synced that was written after the sync began', () => {
    const received = new ReceivedRanges();
    received.add({ start: 0, end: 10 });
    const mark = received.beginSync();
    received.add({ start: 10, end: 20 });
    received.endSync(mark);
    expect(received.synced()).toEqual([{ start: 0, end: 10 }]);
    expect(received.fresh).toBe(10);
  });

  it('does not let a sync under way cover bytes that were dropped and written again', () => {
    const received = new ReceivedRanges();
    received.add({ start: 0, end: 10 });
    const mark = received.beginSync();
    received.remove({ start: 4, end: 6 });
    received.add({ start: 4, end: 6 });
    received.endSync(mark);
    expect(received.synced()).toEqual([
      { start: 0, end: 4 },
      { start: 6, end: 10 },
    ]);
  });

  it('drops what a failed sync covered, and nothing that was written after it began', () => {
    const received = new ReceivedRanges();
    received.add({ start: 0, end: 10 });
    const mark = received.beginSync();
    received.add({ start: 20, end: 30 });
    expect(received.failSync(mark)).toEqual([{ start: 0, end: 10 }]);
    expect(received.written()).toEqual([{ start: 20, end: 30 }]);
    expect(received.failSync(mark)).toEqual([]);
  });

  it('takes from a control file only synced ranges that are written', () => {
    const received = ReceivedRanges.from([{ start: 0, end: 10 }], [{ start: 5, end: 15 }]);
    expect(received.synced()).toEqual([{ start: 5, end: 10 }]);
    expect(received.fresh).toBe(5);
  });

  it('holds sixteen lines of sequential appends and 100,000 ranges without slowing to a crawl', () => {
    const received = new ReceivedRanges();
    for (let turn = 0; turn < 20_000; turn += 1) {
      for (let line = 0; line < 16; line += 1) {
        const start = line * 1e12 + turn * 16_384;
        received.add({ start, end: start + 16_384 });
      }
    }
    expect(received.written()).toHaveLength(16);
    const scattered = new ReceivedRanges();
    for (let index = 0; index < 100_000; index += 1) {
      const start = ((index * 61_803) % 100_003) * 10;
      scattered.add({ start, end: start + 5 });
    }
    expect(scattered.written()).toHaveLength(100_000);
  });
});
