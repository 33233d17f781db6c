import { expect, test } from 'vitest';
import { ok } from '../../../shared/model/result.ts';
import { sharedFolderSync } from './folder-sync.ts';

test('those who ask while a sync is under way share the next one, and no earlier one', async () => {
  const ends: (() => void)[] = [];
  const sync = sharedFolderSync(async () => {
    await new Promise<void>((resolve) => ends.push(resolve));
    return ok(undefined);
  });
  const done: string[] = [];
  const ask = (name: string): Promise<unknown> => sync('/f').then(() => done.push(name));
  const asked = [ask('first'), ask('second'), ask('third')];
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await asked[0];
  await Promise.resolve();
  expect([ends.length, done]).toEqual([2, ['first']]);
  const last = ask('fourth');
  ends[1]?.();
  await Promise.all(asked);
  expect(done).toEqual(['first', 'second', 'third']);
  await Promise.resolve();
  expect(ends).toHaveLength(3);
  ends[2]?.();
  await last;
});

test('folders do not wait for each other', async () => {
  const synced: string[] = [];
  const sync = sharedFolderSync((folder) => {
    synced.push(folder);
    return Promise.resolve(ok(undefined));
  });
  await Promise.all([sync('/a'), sync('/b')]);
  expect(synced).toEqual(['/a', '/b']);
});
