import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileStep } from '../../ports/files.ts';
import { blockingSystem, takeBlockingSteps, type BlockingSystem } from './blocking-steps.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-steps-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function smallFile(): FileStep[] {
  return [
    { step: 'folder', path: folder },
    { step: 'absent', path: at('a') },
    { step: 'control', path: at('a.part.tributary') },
    { step: 'part', path: at('a.part'), bytes },
    { step: 'rename', from: at('a.part'), to: at('a') },
    { step: 'sync-folder', path: folder },
    { step: 'remove', path: at('a.part.tributary') },
  ];
}

/** The system, where the call of that name fails so often, and a note of every call. */
function failing(
  name: keyof BlockingSystem | null,
  errno = 'EIO',
): { system: BlockingSystem; calls: string[] } {
  const calls: string[] = [];
  const entries = Object.entries(blockingSystem).map(([call, run]) => [
    call,
    (...args: unknown[]): unknown => {
      calls.push(call);
      if (call === name) throw Object.assign(new Error(errno), { code: errno });
      return Reflect.apply(run, undefined, args);
    },
  ]);
  return { system: Object.fromEntries(entries) as BlockingSystem, calls };
}

test('a small file is made whole, and durable before it has its name', () => {
  const { system, calls } = failing(null);
  const end = takeBlockingSteps(smallFile(), system);
  expect(end).toMatchObject({ done: 7, failure: null, identity: { size: bytes.length, links: 1 } });
  expect(readdirSync(folder)).toEqual(['a']);
  expect(readFileSync(at('a'))).toEqual(Buffer.from(bytes));
  const told = calls.filter((call) => /^(?:write|fdatasync|fsync|link|unlink)/.test(call));
  expect(told).toEqual(['writeSync', 'fdatasyncSync', 'linkSync', 'unlinkSync', 'fsyncSync', 'unlinkSync']);
});

test('a look is at the very file: at another it is left to the caller, with all that follows', () => {
  const { identity } = takeBlockingSteps(smallFile());
  if (identity === null) throw new Error('no identity');
  const look = { step: 'look', path: at('a'), is: identity } as const;
  expect(takeBlockingSteps([look])).toMatchObject({ done: 1, identity: { size: bytes.length } });
  writeFileSync(at('b'), bytes);
  renameSync(at('b'), at('a'));
  expect(takeBlockingSteps([look, { step: 'remove', path: at('a') }])).toMatchObject({
    done: 0,
    failure: null,
  });
  expect(existsSync(at('a'))).toBe(true);
});

test('a control file is for its owner only', () => {
  takeBlockingSteps([{ step: 'control', path: at('c') }]);
  expect(statSync(at('c')).mode & 0o777).toBe(0o600);
});

test('what is there is never written over: the step and all after it are left to the caller', () => {
  for (const name of ['a', 'a.part', 'a.part.tributary']) {
    writeFileSync(at(name), 'mine');
    const end = takeBlockingSteps(smallFile());
    expect([end.failure, readFileSync(at(name), 'utf8')]).toEqual([null, 'mine']);
    expect(end.done).toBeLessThan(4);
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'tributary-steps-'));
  }
});

test('a part file that could not be written, synced or looked at is gone again', () => {
  for (const name of ['writeSync', 'fdatasyncSync', 'fstatSync'] as const) {
    const end = takeBlockingSteps(smallFile(), failing(name).system);
    expect([name, end.done, end.failure, existsSync(at('a.part'))]).toEqual([name, 3, null, false]);
    rmSync(at('a.part.tributary'));
  }
});

test('a write that takes less than it was given does not count', () => {
  const system: BlockingSystem = { ...blockingSystem, writeSync: () => 10 };
  expect(takeBlockingSteps(smallFile(), system)).toMatchObject({ done: 3, failure: null });
  expect(existsSync(at('a.part'))).toBe(false);
});

test('the sync of a folder that failed is a failure, and is not left to be made again', () => {
  const { system, calls } = failing('fsyncSync');
  const end = takeBlockingSteps(smallFile(), system);
  expect(end).toMatchObject({ done: 5, failure: { code: 'file-io', facts: { errno: 'EIO', op: 'sync' } } });
  expect(calls.filter((call) => call === 'fsyncSync')).toHaveLength(1);
  expect(existsSync(at('a.part.tributary'))).toBe(true);
});

test('a folder that is nothing one can sync needs none', () => {
  rmSync(at('a.part.tributary'), { force: true });
  expect(takeBlockingSteps(smallFile(), failing('fsyncSync', 'EINVAL').system).done).toBe(7);
});
