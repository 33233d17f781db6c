import { expect, test } from 'vitest';
import { formatDuration, formatDurationWords } from './duration.ts';

test.each([
  [0, '0:00', '0 s', '0초'],
  [17, '0:17', '17 s', '17초'],
  [59.6, '1:00', '1 min', '1분'],
  [151, '2:31', '2 min 31 s', '2분 31초'],
  [890, '14:50', '14 min 50 s', '14분 50초'],
  [3_723, '1:02:03', '1 h 2 min', '1시간 2분'],
  [3_603, '1:00:03', '1 h', '1시간'],
  [90_000, '25:00:00', '1 d 1 h', '1일 1시간'],
  [Number.POSITIVE_INFINITY, '–', '–', '–'],
  [-1, '–', '–', '–'],
])('%d seconds read %s and %s', (seconds, clock, words, korean) => {
  expect(formatDuration(seconds)).toBe(clock);
  expect(formatDurationWords(seconds)).toBe(words);
  expect(formatDurationWords(seconds, 'ko-KR')).toBe(korean);
});

test('has the words of the system in every other language', () => {
  expect(formatDurationWords(151, 'de').replaceAll('\u00a0', ' ')).toBe('2 Min. 31 Sek.');
});
