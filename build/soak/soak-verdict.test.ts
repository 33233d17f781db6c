import { expect, test } from 'vitest';
import { sampleLine, soakFaults, type SoakSample } from './soak-verdict.ts';

const mebibyte = 2 ** 20;
const same = { before: 20, after: 20, files: [] };

function samples(count: number, of: (index: number) => Partial<SoakSample>): readonly SoakSample[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{
      at: index * 10,
      rss: 200 * mebibyte,
      heap: 50 * mebibyte,
      descriptors: 40,
      handles: 30,
      bytes: index * 1e9,
    },
    ...of(index),
  }));
}

test('memory that rises at first and then stays is flat', () => {
  const run = samples(40, (index) => ({ rss: Math.min(300, 100 + 20 * index) * mebibyte }));
  expect(soakFaults(run, same)).toEqual([]);
});

test('memory that goes on rising is not, nor are descriptors', () => {
  const rising = samples(40, (index) => ({ rss: (200 + 5 * index) * mebibyte }));
  expect(soakFaults(rising, same)).toEqual(['memory grew by 100.0 MiB']);
  const open = samples(40, (index) => ({ descriptors: 40 + index }));
  expect(soakFaults(open, same)).toEqual(['20 more descriptors were open']);
  const timers = samples(40, (index) => ({ handles: 30 + 4 * index }));
  expect(soakFaults(timers, same)).toEqual(['80 more handles were open']);
});

test('one peak says nothing of the memory', () => {
  const run = samples(40, (index) => ({ rss: (index === 38 ? 900 : 200) * mebibyte }));
  expect(soakFaults(run, same)).toEqual([]);
});

test('a descriptor left when all is closed is said, and so is a run of which nothing can be told', () => {
  expect(
    soakFaults(
      samples(8, () => ({})),
      { before: 20, after: 21, files: ['one.part'] },
    ),
  ).toEqual(['files were left: one.part', '1 descriptors were left open']);
  expect(
    soakFaults(
      samples(3, () => ({})),
      same,
    ),
  ).toEqual(['it was too short to tell anything']);
  expect(
    soakFaults(
      samples(8, () => ({ descriptors: null })),
      { before: null, after: null, files: [] },
    ),
  ).toEqual([]);
});

test('a line says it all', () => {
  const [first] = samples(1, () => ({ at: 120.4, bytes: 12.34e9 }));
  expect(first && sampleLine(first)).toBe(
    ' 120 s   200.0 MiB rss   50.0 MiB heap   40 descriptors   30 handles   12.3 GB',
  );
});
