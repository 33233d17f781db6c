import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFileSystem } from '../adapters/files.ts';
import { takeSteps } from '../files/file-steps.ts';
import type { FileStep } from '../ports/files.ts';
import { FileThread } from '../adapters/file-thread/file-thread.ts';
import { threadFiles } from '../adapters/file-thread/thread-files.ts';

let folder = '';
let now = 0;
let thread: FileThread;
const clock = { now: () => now };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-thread-'));
  thread = new FileThread(clock, 1);
});
afterEach(async () => {
  await thread.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The steps of a small file, and its bytes. */
function smallFile(name: string, bytes: Uint8Array): FileStep[] {
  const path = join(folder, name);
  return [
    { step: 'control', path: `${path}.part.tributary` },
    { step: 'part', path: `${path}.part`, bytes },
    { step: 'rename', from: `${path}.part`, to: path },
    { step: 'sync-folder', path: folder },
    { step: 'remove', path: `${path}.part.tributary` },
  ];
}

/** Has the thread started, and waits until it takes steps. */
async function started(): Promise<void> {
  void thread.ask([{ step: 'part', path: join(folder, 'first'), bytes: new Uint8Array() }]);
  await vi.waitFor(() => {
    expect(thread.ask([])).not.toBeNull();
  });
}

test('without a crowd there is no thread, and the pool makes every step', async () => {
  const quiet = new FileThread(clock, 2);
  const files = threadFiles(createFileSystem(), quiet);
  expect(quiet.ask([])).toBeNull();
  // Two that come long after one another are no crowd.
  expect(await takeSteps(files, smallFile('b', Uint8Array.of(3)))).toMatchObject({ failure: null });
  now += 1_000;
  expect(await takeSteps(files, smallFile('a', Uint8Array.of(1, 2)))).toMatchObject({
    done: 5,
    failure: null,
  });
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  expect(quiet.ask([])).toBeNull();
  await quiet.close();
});

test('what many ask for at once comes back right, each with its own', async () => {
  await started();
  const files = threadFiles(createFileSystem(), thread);
  const all = Array.from({ length: 40 }, (_, number) => {
    const shared = new Uint8Array(new SharedArrayBuffer(1_000 + number));
    return { name: `file-${number}`, bytes: shared.fill(number) };
  });
  const ends = await Promise.all(all.map(({ name, bytes }) => takeSteps(files, smallFile(name, bytes))));
  for (const [number, { name, bytes }] of all.entries()) {
    expect(ends[number]).toMatchObject({ done: 5, failure: null, identity: { size: bytes.length } });
    expect(readFileSync(join(folder, name))).toEqual(Buffer.from(bytes));
  }
  expect(readdirSync(folder)).toHaveLength(40);
});

test('a step that the thread cannot make gets its proper failure', async () => {
  await started();
  const files = threadFiles(createFileSystem(), thread);
  expect(await takeSteps(files, smallFile('a', Uint8Array.of(1)))).toMatchObject({ failure: null });
  const again = await takeSteps(files, smallFile('a', Uint8Array.of(2)));
  expect(again).toMatchObject({ done: 2, failure: { code: 'file-exists', facts: { op: 'rename' } } });
  expect(readFileSync(join(folder, 'a'))).toEqual(Buffer.of(1));
  const nowhere = await takeSteps(files, [{ step: 'control', path: join(folder, 'none', 'c') }]);
  expect(nowhere).toMatchObject({ done: 0, failure: { code: 'file-create', facts: { errno: 'ENOENT' } } });
});

test('while it owes an answer for long it is asked for nothing more', async () => {
  await started();
  const owed = thread.ask([{ step: 'absent', path: join(folder, 'a') }]);
  expect(owed).not.toBeNull();
  // Its group is sent when the turn of the loop is over.
  await new Promise((resolve) => setImmediate(resolve));
  now += 101;
  expect(thread.ask([])).toBeNull();
  expect(await owed).toMatchObject({ done: 1 });
  expect(thread.ask([])).not.toBeNull();
});

test('a thread that ends leaves nobody waiting', async () => {
  await started();
  const owed = thread.ask([{ step: 'absent', path: join(folder, 'a') }]);
  await thread.close();
  const end = await owed;
  expect(end?.done === 1 || end?.failure?.code === 'file-io').toBe(true);
  expect(thread.ask([])).toBeNull();
});
