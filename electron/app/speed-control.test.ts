import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import type { SpeedLimitView } from '../../shared/model/speed-limit.ts';
import { FakeClock } from '../engine/testing/fake-clock.ts';
import { roomFloor, SpeedControl } from './speed-control.ts';

const minute = 60_000;

function open(first: Partial<Settings>, wall?: number) {
  const clock = new FakeClock(wall);
  const told: SpeedLimitView[] = [];
  const state = { settings: { ...defaultSettings, timeZone: 'UTC', ...first }, rate: null as number | null };
  const line = { roundTrip: 20 as number | null, asked: 0 };
  const control = new SpeedControl({
    clock,
    settings: () => state.settings,
    room: {
      rate: () => state.rate,
      measure: async () => {
        line.asked += 1;
        return line.roundTrip === null ? null : { server: 'a', roundTrip: line.roundTrip };
      },
    },
    onChange: (view) => told.push(view),
  });
  const set = (change: Partial<Settings>): void => {
    state.settings = { ...state.settings, ...change };
    control.decide();
  };
  return { clock, control, told, state, line, set };
}

test('the rate that is set stays set while another mode is chosen', () => {
  const { control, set, told } = open({ limit: 500 });
  expect(control.view).toMatchObject({ mode: 'limited', limit: 500 });
  set({ limitMode: 'unlimited' });
  expect(control.view.limit).toBe(0);
  set({ limitMode: 'limited' });
  expect(control.view.limit).toBe(500);
  control.decide();
  expect(told.map(({ limit }) => limit)).toEqual([0, 500]);
});

test('a timetable changes the limit at its minute, after a sleep and after the clock was set', () => {
  const night = Date.parse('2026-07-06T23:00:00Z');
  const limitTimes = [{ days: [0, 1, 2, 3, 4, 5, 6] as const, from: 8 * 60, to: 22 * 60, limit: 100 }];
  const { clock, control } = open({ limitMode: 'timetable', limitTimes }, night);
  control.decide();
  expect(control.view).toMatchObject({ limit: 0, until: Date.parse('2026-07-07T08:00:00Z') });
  clock.advance(9 * 60 * minute);
  expect(control.view).toMatchObject({ limit: 100, until: Date.parse('2026-07-07T22:00:00Z') });
  // The clock on the wall is set, and nobody says so.
  clock.setWall(Date.parse('2026-07-07T22:30:00Z'));
  clock.advance(minute);
  expect(control.view.limit).toBe(0);
  // The machine slept, its timers too; it says so when it wakes.
  clock.setWall(Date.parse('2026-07-08T09:00:00Z'));
  control.decide();
  expect(control.view.limit).toBe(100);
  control.close();
  expect(clock.waiting).toBe(0);
});

test('leaving room measures once a second while something runs, and says when nothing can be measured', async () => {
  const { clock, control, state, line, set } = open({ limitMode: 'room' });
  control.decide();
  await clock.advanceAsync(10_000);
  expect([line.asked, control.view]).toEqual([
    0,
    { mode: 'room', limit: roomFloor, until: null, room: { signal: 'measuring' } },
  ]);
  state.rate = 10e6;
  for (let tick = 0; tick < 300; tick += 1) {
    // It is told of every round of changes.
    control.decide();
    await clock.advanceAsync(100);
  }
  expect(line.asked).toBeGreaterThanOrEqual(29);
  expect(line.asked).toBeLessThanOrEqual(30);
  expect(control.view.limit).toBeGreaterThan(4 * roomFloor);
  expect(control.view.room).toEqual({ signal: 'good', roundTrip: 20, atRest: 20 });
  line.roundTrip = null;
  await clock.advanceAsync(5_000);
  expect(control.view).toMatchObject({ limit: roomFloor, room: { signal: 'none' } });
  set({ limitMode: 'unlimited' });
  const { asked } = line;
  await clock.advanceAsync(5_000);
  expect([line.asked, clock.waiting]).toEqual([asked, 0]);
});
