import { expect, test } from 'vitest';
import type { FileStep, FileSystem } from '../ports/files.ts';
import { MemoryDisk } from '../testing/memory/memory-disk.ts';
import { MemoryFiles } from '../testing/memory/memory-files.ts';
import { takeSteps } from './file-steps.ts';

const bytes = Uint8Array.of(1, 2, 3);
const steps: readonly FileStep[] = [
  { step: 'folder', path: '/d' },
  { step: 'absent', path: '/d/a' },
  { step: 'control', path: '/d/a.control' },
  { step: 'part', path: '/d/a.part', bytes },
  { step: 'rename', from: '/d/a.part', to: '/d/a' },
  { step: 'sync-folder', path: '/d' },
  { step: 'remove', path: '/d/a.control' },
];

test('steps are made one after the other, and nothing stays open', async () => {
  const files = new MemoryFiles(new MemoryDisk());
  const end = await takeSteps(files, steps);
  expect(end).toMatchObject({ done: steps.length, failure: null, identity: { size: 3 } });
  expect([...files.disk.names.keys()]).toEqual(['/d/a']);
  expect([files.disk.contentOf('/d/a'), files.open]).toEqual([bytes, 0]);
});

test('the first that fails is the last, at whichever call, and a part file is never left half', async () => {
  const whole = new MemoryFiles(new MemoryDisk());
  await takeSteps(whole, steps);
  for (let number = 1; number <= whole.calls; number += 1) {
    const files = new MemoryFiles(new MemoryDisk());
    files.fault = (call) => (call.number === number ? 'EIO' : null);
    const end = await takeSteps(files, steps);
    expect(end.failure).not.toBeNull();
    expect(end.done).toBeLessThan(steps.length);
    expect(files.open).toBe(0);
    const left = files.disk.contentOf('/d/a.part');
    expect(left === null || left.length === bytes.length).toBe(true);
    if (end.done < 4) expect(left).toBeNull();
  }
});

test('a look tells the very file, and fails where another lies there', async () => {
  const files = new MemoryFiles(new MemoryDisk());
  const { identity } = await takeSteps(files, steps);
  if (identity === null) throw new Error('no identity');
  const look = { step: 'look', path: '/d/a', is: identity } as const;
  expect(await takeSteps(files, [look])).toMatchObject({ done: 1, failure: null, identity: { size: 3 } });
  await takeSteps(files, [
    { step: 'remove', path: '/d/a' },
    { step: 'part', path: '/d/a', bytes },
  ]);
  const replaced = await takeSteps(files, [look, { step: 'remove', path: '/d/a' }]);
  expect(replaced).toMatchObject({ done: 0, failure: { code: 'file-io', facts: { errno: 'replaced' } } });
  expect(files.disk.names.has('/d/a')).toBe(true);
});

test('what was made in one go is not made again, and its failure is the end', async () => {
  const memory = new MemoryFiles(new MemoryDisk());
  const asked: number[] = [];
  const quick = (done: number, failed: boolean): FileSystem => {
    memory.inOneGo = (all) => {
      asked.push(all.length);
      return Promise.resolve({ done, identity: null, failure: failed ? { code: 'file-io' } : null });
    };
    return memory;
  };
  expect(await takeSteps(quick(1, true), steps)).toMatchObject({ done: 1, failure: { code: 'file-io' } });
  expect(memory.calls).toBe(0);
  memory.disk.folders.add('/d');
  const rest = await takeSteps(quick(2, false), steps);
  expect([rest.done, rest.failure, asked]).toEqual([steps.length, null, [steps.length, steps.length]]);
});
