import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer } from '../../../electron/engine/testing/range-server/range-server.ts';
import { seededSum, writeSeededFile } from '../../../electron/engine/testing/range-server/seeded-body.ts';
import { compareFiles } from './compare-files.ts';
import { curlScript } from './curl-script.ts';
import type { FileJob } from './file-job.ts';
import { measure, type MeasureOptions } from './measure.ts';

let scratch = '';
let options: MeasureOptions;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tributary-bench-test-'));
  options = { scratch, env: process.env, limit: 60, signal: new AbortController().signal };
});

afterEach(() => {
  rmSync(scratch, { recursive: true });
});

test('a measurement counts the processor time and memory of all processes below', async () => {
  const busy =
    'const hold = Buffer.alloc(64 << 20, 1); while (process.cpuUsage().user < 200_000) hold[0] ^= 1;';
  const twice = `node=$0; "$node" -e "$1" & "$node" -e "$1"; wait; echo said >&2; exit 5`;
  const result = await measure('bash', ['-c', twice, process.execPath, busy], options);
  expect(result).toMatchObject({ status: 5, said: 'said' });
  expect(result.wall).toBeGreaterThan(0.19);
  expect(result.cpu).toBeGreaterThan(0.39);
  if (process.platform === 'linux') expect(result.memory ?? 0).toBeGreaterThan(128 << 20);
});

test('what takes too long, or is not wanted any more, is killed with all that it started', async () => {
  const sleeper = 'sleep 600 & echo started; sleep 600';
  expect(await measure('bash', ['-c', sleeper], { ...options, limit: 0.1 })).toMatchObject({
    status: 'limit',
  });
  const stopper = new AbortController();
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    stopper.abort();
  };
  const result = await measure('bash', ['-c', sleeper], { ...options, signal: stopper.signal, onLine });
  expect(result.status).toBe('signal');
  expect(lines).toEqual(['started']);
});

test('a file with other bytes, of another length, or not there is told', async () => {
  const paths = ['right', 'same', 'other', 'short'].map((name) => join(scratch, name));
  for (const [index, text] of ['abc', 'abc', 'abd', 'ab'].entries()) writeFileSync(paths[index] ?? '', text);
  const [right = '', ...others] = paths;
  const found = [...others, join(scratch, 'absent')].map((path) => compareFiles(path, right));
  expect(await Promise.all(found)).toEqual([null, 'other bytes', '2 bytes, not 3', 'no file']);
});

test('the curl script asks for six ranges, puts them together and checks the sum', async () => {
  const size = 100_001;
  const server = await startRangeServer({ seed: 9, size });
  const reference = join(scratch, 'reference');
  writeSeededFile(reference, 9, size);
  try {
    const job: FileJob = {
      ...{ urls: [server.url], folder: scratch, name: "it's", size, connections: 6 },
      ...{ rate: null, timeout: 5, resume: false },
      checksum: { algorithm: 'sha1', hex: seededSum(9, size) },
    };
    expect(await measure('bash', ['-c', curlScript(job)], options)).toMatchObject({ status: 0, said: '' });
    expect(await compareFiles(join(scratch, "it's"), reference)).toBeNull();
    expect(server.requests.map((record) => record.status)).toEqual([206, 206, 206, 206, 206, 206]);
    expect(server.bytesSent).toBe(size);
    const wrong = curlScript({ ...job, checksum: { algorithm: 'sha1', hex: '0'.repeat(40) } });
    expect((await measure('bash', ['-c', wrong], options)).status).toBe(1);
  } finally {
    await server.close();
  }
});
