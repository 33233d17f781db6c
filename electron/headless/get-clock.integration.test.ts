import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace, type GetEnd } from './testing/get-process.ts';

const size = 4 << 20;
let place: GetPlace;
let server: RangeServer;

beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await server.close();
  await place.remove();
});

/** What makes a program see the clock on the wall as `setWall` says; its other clock is left alone. */
function fakedWall(): NodeJS.ProcessEnv {
  const told = execFileSync('faketime', ['-f', '+0', 'env'], { encoding: 'utf8' });
  const env: NodeJS.ProcessEnv = {
    FAKETIME_TIMESTAMP_FILE: join(place.root, 'wall'),
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  for (const [, name = '', value] of told.matchAll(/^(LD_PRELOAD|DYLD_\w+)=(.*)$/gm)) env[name] = value;
  return env;
}

/** As faketime writes it: `+1d`, `-1h`, `+0`. */
function setWall(offset: string): void {
  writeFileSync(join(place.root, 'wall'), offset);
}

/** Runs `get` and sets the clock whenever it tells of its progress, in turn. */
async function getWhile(
  options: RangeServerOptions,
  args: readonly string[],
  walls: readonly string[],
): Promise<GetEnd> {
  server = await startRangeServer({ size, ...options });
  const { child, ended } = place.start([server.url, '--json', ...args], { env: fakedWall() });
  let told = 0;
  child.stdout?.on('data', (text: string) => {
    told += text.split('"progress"').length - 1;
    setWall(walls[Math.min(told, walls.length) - 1] ?? walls[0] ?? '+0');
  });
  return ended;
}

test.each([1, 6])(
  'I9: x %i, the clock is set by a day and back, and by an hour, in the middle',
  async (connections) => {
    setWall('+0');
    const walls = ['+0', '+1d', '-1d', '+1h', '-1h', '+0', '+1d'];
    const end = await getWhile({ totalRate: 2 << 20 }, ['-x', String(connections), '--timeout', '5'], walls);
    expect([end.status, end.err]).toEqual([0, '']);
    expect(firstWrongByte(await place.read('file.bin'), 1)).toBeNull();
    const last = end.events.at(-1);
    expect(last).toMatchObject({ event: 'end', state: 'completed' });
    const { seconds, requests, refetched } = last as Record<'seconds' | 'requests' | 'refetched', number>;
    // At the very end two connections may bring the same last bytes.
    expect(refetched).toBeLessThan(256 << 10);
    expect(seconds).toBeGreaterThan(1.5);
    expect(seconds).toBeLessThan(30);
    expect(requests).toBeLessThanOrEqual(3 * connections);
    const rates = end.events.filter(({ event }) => event === 'progress').map(({ rate }) => Number(rate));
    expect(rates.length).toBeGreaterThan(walls.length / 2);
    for (const rate of rates) expect(rate).toBeLessThan(8 << 20);
  },
);

test('I9: a clock that is a day fast does not shorten a wait until a date, nor one that is slow lengthen it', async () => {
  for (const wall of ['+1d', '-1d']) {
    setWall(wall);
    const rules = [{ when: { to: 1 }, use: { status: 503, retryAfter: { dateIn: 2 } } }];
    const end = await getWhile({ rules }, ['-o', `file${wall}.bin`], [wall]);
    expect([end.status, end.err]).toEqual([0, '']);
    const [refused, asked] = server.requests;
    // A date says no more than the second.
    expect((asked?.startedAt ?? 0) - (refused?.endedAt ?? 0)).toBeGreaterThan(1_000);
    expect((asked?.startedAt ?? 0) - (refused?.endedAt ?? 0)).toBeLessThan(10_000);
    if (wall === '+1d') await server.close();
  }
});
