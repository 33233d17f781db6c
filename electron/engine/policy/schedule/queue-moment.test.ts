import { expect, test } from 'vitest';
import { weekdays } from '../../../../shared/model/weekly-span.ts';
import { queueMoment } from './queue-moment.ts';

const night = { days: weekdays, from: 22 * 60, to: 6 * 60 };
const at = (time: string): number => Date.parse(`2026-07-${time}:00+02:00`);
const moment = (on: boolean, setAt: number, now: number) =>
  queueMoment({ times: [night], on, setAt }, 'Europe/Berlin', now);

test('without times it runs when it was started', () => {
  expect(queueMoment({ times: [], on: true, setAt: 5 }, 'UTC', 9)).toEqual({ runs: true, until: null });
  expect(queueMoment({ times: [], on: false, setAt: 5 }, 'UTC', 9)).toEqual({ runs: false, until: null });
});

test('times start and stop it, also when the start was missed', () => {
  expect(moment(false, 0, at('06T21:59'))).toEqual({ runs: false, until: at('06T22:00') });
  expect(moment(false, 0, at('06T22:00'))).toEqual({ runs: true, until: at('07T06:00') });
  expect(moment(true, 0, at('07T06:00'))).toEqual({ runs: false, until: at('07T22:00') });
  // The program starts, or the machine wakes, in the middle of the night.
  expect(moment(false, 0, at('07T03:00')).runs).toBe(true);
});

test('what a person says holds until the next start or stop', () => {
  const stopped = at('06T23:00');
  expect(moment(false, stopped, at('07T05:59')).runs).toBe(false);
  expect(moment(false, stopped, at('07T22:00')).runs).toBe(true);
  const started = at('07T12:00');
  expect(moment(true, started, at('07T13:00'))).toEqual({ runs: true, until: at('07T22:00') });
  expect(moment(true, started, at('08T06:00')).runs).toBe(false);
});
