import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer } from '../../electron/engine/testing/range-server.ts';
import { seededSum } from '../../electron/engine/testing/seeded-body.ts';
import { runRounds } from './bench-run.ts';
import { benchTables, median, type Runs } from './bench-table.ts';
import { contestants, type BenchJob, type Contestant } from './contestants.ts';
import { measure } from './measure.ts';

let scratch = '';

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tributary-bench-test-'));
});

afterEach(() => {
  rmSync(scratch, { recursive: true });
});

function runs(name: string, ours: boolean, walls: readonly number[]): Runs {
  const rest = { cpus: walls.map((wall) => wall / 2), memories: walls.map(() => 3 * 2 ** 20), failures: [] };
  return { name, kind: 'fetch', ours, walls, ...rest };
}

test('the median is the middle, or between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN]);
});

test('a table sets the median against the best other and against curl', () => {
  const text = benchTables([
    runs('tributary', true, [1, 9, 2]),
    runs('aria2c', false, [4]),
    runs('curl (one)', false, [8]),
  ]);
  const [head, , ours, , curl] = text.split('\n');
  expect(head).toContain('fetch');
  expect(ours?.split('|').map((cell) => cell.trim())).toEqual([
    ...['', 'tributary', '2.00 (1.00 to 9.00)', '1.00', '3', '0.50 x', '0.25 x', ''],
  ]);
  expect(curl).toContain('2.00 x');
  expect(curl).toContain('1.00 x');
});

test('a measurement counts the processor time and memory of all processes below', async () => {
  const busy =
    'const hold = Buffer.alloc(64 << 20, 1); while (process.cpuUsage().user < 200_000) hold[0] ^= 1;';
  const twice = `node=$0; "$node" -e "$1" & "$node" -e "$1"; wait; echo said >&2; exit 5`;
  const result = await measure('bash', ['-c', twice, process.execPath, busy], scratch, process.env);
  expect(result).toMatchObject({ status: 5, said: 'said' });
  expect(result.wall).toBeGreaterThan(0.19);
  expect(result.cpu).toBeGreaterThan(0.39);
  if (process.platform === 'linux') expect(result.memory ?? 0).toBeGreaterThan(128 << 20);
});

test('contestants run in turn, and a run that brings other bytes is a failure, not a time', async () => {
  const job: BenchJob = {
    ...{ url: '', folder: join(scratch, 'out'), name: 'file', size: 3, connections: 1 },
    sha1: createHash('sha1').update('abc').digest('hex'),
  };
  const writer = (name: string, text: string): Contestant => ({
    ...{ name, kind: 'fetch', ours: false, command: 'bash' },
    arguments: () => ['-c', `echo ${name} >> ${scratch}/order; printf '${text}' > ${scratch}/out/file`],
  });
  const field = [writer('right', 'abc'), writer('wrong', 'abd'), writer('short', 'ab')];
  const [right, wrong, short] = await runRounds(job, field, 2, scratch, () => undefined);
  expect([right?.walls.length, right?.failures]).toEqual([2, []]);
  expect([wrong?.walls, wrong?.failures]).toEqual([[], ['other bytes', 'other bytes']]);
  expect(short?.failures[0]).toBe('2 bytes, not 3');
  expect(readFileSync(join(scratch, 'order'), 'utf8').split('\n')).toEqual([
    ...['right', 'wrong', 'short', 'right', 'wrong', 'short', ''],
  ]);
});

test('the curl script asks for six ranges, puts them together and checks the sum', async () => {
  const size = 100_001;
  const server = await startRangeServer({ seed: 9, size });
  try {
    const job = {
      url: server.url,
      folder: join(scratch, 'out'),
      name: 'file',
      size,
      connections: 6,
      sha1: seededSum(9, size),
    };
    const script = contestants('').filter(({ name }) => name === 'curl --range script');
    const [result] = await runRounds(job, script, 1, scratch, () => undefined);
    expect(result?.failures).toEqual([]);
    expect(server.requests.map((record) => record.status)).toEqual([206, 206, 206, 206, 206, 206]);
    expect(server.bytesSent).toBe(size);
    const [wrong] = await runRounds({ ...job, sha1: '0'.repeat(40) }, script, 1, scratch, () => undefined);
    expect(wrong?.failures[0]).toContain('exit status 1');
  } finally {
    await server.close();
  }
});
