import { beforeEach, describe, expect, test } from 'vitest';
import type { Download } from '../download.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryEngine } from '../testing/memory/memory-engine.ts';
import type { MemoryServer } from '../testing/memory/memory-transport.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';

const body = seededBytes(3, 0, 12 << 20);
const hour = 3_600_000;
const crews = [1, 8] as const;
let server: MemoryServer;

beforeEach(() => {
  server = { body, etag: '"a"', ranges: true };
});

/** A process with a download under way, of which some has come. */
async function halfway(connections: number, patience = 60_000): Promise<[MemoryEngine, Download]> {
  const engine = open(connections, patience);
  const download = engine.begin();
  await engine.until(() => download.view().received > 2 << 20);
  return [engine, download];
}

function open(connections: number, patience: number): MemoryEngine {
  return new MemoryEngine({
    disk: new MemoryDisk(),
    server,
    records: new Map(),
    chance: () => 0.5,
    connections,
    patience,
  });
}

/** Ends well; milliseconds that it took from now on. */
async function finish(engine: MemoryEngine, download: Download): Promise<number> {
  const began = engine.clock.now();
  await engine.rest(download);
  expect(engine.fault(download, body)).toBeNull();
  // At the very end two connections may bring the same last bytes.
  expect(download.counts.refetched).toBeLessThan(64 << 10);
  return engine.clock.now() - began;
}

describe('D10: the machine sleeps for an hour, and its connections die', () => {
  test.each(crews)('x %i, the clock stands still meanwhile: they are replaced at once', async (n) => {
    const [engine, download] = await halfway(n);
    engine.machine.sleep(hour);
    server.deadBefore = engine.clock.now();
    expect(await finish(engine, download)).toBeLessThan(20_000);
    expect(download.sources[0]?.failures).toBe(0);
  });

  test.each(crews)('x %i, the clock goes on meanwhile: patience does not count the sleep', async (n) => {
    const [engine, download] = await halfway(n, 5_000);
    engine.clock.jump(hour);
    server.deadBefore = engine.clock.now();
    expect(await finish(engine, download)).toBeLessThan(20_000);
    expect(download.sources[0]?.failures).toBe(0);
  });

  test('before the first answer', async () => {
    server.deadBefore = Infinity;
    const engine = open(8, 60_000);
    const download = engine.begin();
    await engine.until(() => engine.transport.requests === 1);
    await engine.clock.advanceAsync(30_000);
    expect(download.state.kind).toBe('probing');
    engine.machine.sleep(hour);
    server.deadBefore = engine.clock.now() + 1;
    await engine.clock.advanceAsync(1);
    expect(await finish(engine, download)).toBeLessThan(20_000);
  });

  test('the host is told before the engine notices: once is enough', async () => {
    const [engine, download] = await halfway(8);
    server.deadBefore = engine.clock.now();
    const asked = engine.transport.requests;
    engine.engine.wake();
    engine.machine.sleep(hour);
    engine.engine.wake();
    await engine.clock.advanceAsync(500);
    expect(engine.transport.requests - asked).toBeLessThanOrEqual(9);
    await finish(engine, download);
  });

  test('a reply without ranges is not given up for nothing', async () => {
    server.ranges = false;
    const [engine, download] = await halfway(1);
    engine.machine.sleep(hour);
    await finish(engine, download);
    expect(engine.transport.requests).toBe(1);
  });
});

describe('D10: there is no way to the server', () => {
  test.each(crews)(
    'x %i, the app waits as long as it takes, and goes on when the network is back',
    async (n) => {
      const [engine, download] = await halfway(n, 0);
      server.failure = { code: 'network-offline' };
      server.deadBefore = engine.clock.now();
      engine.machine.setAddresses();
      await engine.clock.advanceAsync(40 * 60_000);
      expect(download.state.kind).toBe('downloading');
      expect(download.view().wait?.failure.code).toBe('network-offline');
      server.failure = null;
      engine.machine.setAddresses('198.51.100.4');
      expect(await finish(engine, download)).toBeLessThan(20_000);
    },
  );

  test('at the first contact too', async () => {
    server.failure = { code: 'network-name-lookup' };
    const engine = open(8, 0);
    const download = engine.begin();
    await engine.clock.advanceAsync(40 * 60_000);
    expect([download.state.kind, download.view().wait?.failure.code]).toEqual([
      'probing',
      'network-name-lookup',
    ]);
    server.failure = null;
    engine.machine.setAddresses('198.51.100.4');
    expect(await finish(engine, download)).toBeLessThan(20_000);
  });

  test('it is noticed within half a minute where no address tells of it', async () => {
    const [engine, download] = await halfway(1, 0);
    server.failure = { code: 'network-offline' };
    server.deadBefore = engine.clock.now();
    engine.engine.wake();
    await engine.clock.advanceAsync(10 * 60_000);
    server.failure = null;
    expect(await finish(engine, download)).toBeLessThan(60_000);
  });
});

describe('I9: the clock on the wall is set', () => {
  const day = 86_400_000;

  test.each(crews)('x %i, by a day and back, by an hour: nothing is asked again', async (n) => {
    const [engine, download] = await halfway(n);
    const { requests } = engine.transport;
    for (const step of [day, -2 * day, day, hour, -hour]) {
      engine.clock.setWall(engine.clock.wall() + step);
      await engine.clock.advanceAsync(50);
      const { rate, secondsLeft } = download.view();
      expect(rate).toBeGreaterThan(100_000);
      expect(rate).toBeLessThan(40 << 20);
      expect(secondsLeft).toBeLessThan(60);
    }
    expect(engine.transport.requests - requests).toBeLessThanOrEqual(n);
    await finish(engine, download);
    expect(download.sources[0]?.failures).toBe(0);
    expect(download.record.completedAt).toBeLessThanOrEqual(engine.clock.wall());
  });

  test.each([day, -day, hour])(
    'by %i ms during a wait: it keeps its length, and shows its new end',
    async (step) => {
      server.failure = { code: 'server-asked-to-wait', facts: { wait: 600_000 } };
      const engine = open(1, 0);
      const download = engine.begin();
      await engine.until(() => download.view().wait !== null);
      const asked = engine.clock.now();
      server.failure = null;
      engine.clock.setWall(engine.clock.wall() + step);
      await engine.clock.advanceAsync(2_000);
      const left = (download.view().wait?.until ?? 0) - engine.clock.wall();
      expect(left).toBeGreaterThan(590_000);
      expect(left).toBeLessThanOrEqual(660_000);
      expect(engine.transport.requests).toBe(1);
      for (let minute = 0; minute < 12 && engine.transport.requests === 1; minute += 1)
        await engine.clock.advanceAsync(60_000);
      expect(engine.clock.now() - asked).toBeGreaterThanOrEqual(600_000);
      await finish(engine, download);
    },
  );
});
