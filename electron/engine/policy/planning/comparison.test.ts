import { expect, test } from 'vitest';
import { compareWithOne, type CrewSample } from './comparison.ts';

const six = (rate: number, count = 10): CrewSample[] =>
  Array.from({ length: count }, () => ({ connections: 6, rate }));

test('the seed’s own case: six connections 2:31, one would have taken six times as long', () => {
  const bytes = 551e6;
  const single = bytes / 890;
  expect(compareWithOne({ single, samples: six(6 * single), bytes, seconds: 151 })).toEqual({
    kind: 'gain',
    connections: 6,
    seconds: 151,
    oneConnection: 890,
  });
});

test('where six share what one had alone, no gain was measured', () => {
  expect(compareWithOne({ single: 6e6, samples: six(6e6), bytes: 60e6, seconds: 10 })).toEqual({
    kind: 'no-gain',
  });
});

test('each connection may lose a little as others come, but not a third', () => {
  const facts = { single: 1e6, bytes: 60e6, seconds: 12 };
  expect(compareWithOne({ ...facts, samples: six(6 * 0.75e6) }).kind).toBe('gain');
  expect(compareWithOne({ ...facts, samples: six(6 * 0.65e6) }).kind).toBe('no-gain');
});

test('one connection is never said to be slower than one of the six was', () => {
  const slowStart = compareWithOne({ single: 0.2e6, samples: six(6e6), bytes: 60e6, seconds: 10 });
  expect(slowStart).toMatchObject({ kind: 'gain', oneConnection: 60 });
});

test('without a measured rate of one connection, or with too few samples, nothing is said', () => {
  const facts = { bytes: 60e6, seconds: 10 };
  expect(compareWithOne({ ...facts, single: null, samples: six(6e6) })).toEqual({ kind: 'unknown' });
  expect(compareWithOne({ ...facts, single: 1e6, samples: six(6e6, 3) })).toEqual({ kind: 'unknown' });
  expect(compareWithOne({ ...facts, single: 1e6, samples: [{ connections: 1, rate: 1e6 }] }).kind).toBe(
    'unknown',
  );
});
