import { describe, expect, it } from 'vitest';
import { spokenDuration, spokenRate } from './speech.ts';

describe('speech', () => {
  it.each([
    [0, '0 seconds'],
    [17, '17 seconds'],
    [60, '1 minutes'],
    [151, '2 minutes 31 seconds'],
    [3_661, '1 hours 1 minutes'],
    [90_000, '1 days 1 hours'],
  ])('%j seconds are %j', (seconds, words) => {
    expect(
      spokenDuration(seconds)
        .map(({ key, count }) => `${count} ${key}`)
        .join(' '),
    ).toBe(words);
  });

  it('says a rate with one decimal below ten and none from there', () => {
    expect(spokenRate(1_536)).toEqual({ key: 'kilobytesPerSecond', count: 1.5 });
    expect(spokenRate(12.4 * 1024 ** 2)).toEqual({ key: 'megabytesPerSecond', count: 12 });
    expect(spokenRate(3)).toEqual({ key: 'bytesPerSecond', count: 3 });
  });
});
