import { link, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { renameExclusive, type RenameSystem } from '../adapters/exclusive-rename.ts';
import { firstWrongByte } from '../testing/range-server/seeded-body.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const size = 3 << 20;
let harness: EngineHarness;
afterEach(() => harness.close());

/** Windows, where another program has the file open: what it says, and how often. */
async function harnessWith(errno: string, calls: readonly ('link' | 'unlink')[], times: number) {
  let left = times;
  const refused = (call: 'link' | 'unlink'): boolean => calls.includes(call) && left-- > 0;
  const error = (): Error => Object.assign(new Error(errno), { code: errno });
  const system: RenameSystem = {
    platform: 'win32',
    link: (from, to) => (refused('link') ? Promise.reject(error()) : link(from, to)),
    unlink: (path) => (refused('unlink') ? Promise.reject(error()) : unlink(path)),
    rename,
    wait: () => Promise.resolve(),
  };
  harness = await openHarness({
    ports: (ports) => ({
      ...ports,
      files: { ...ports.files, renameExclusive: (from, to) => renameExclusive(from, to, system) },
    }),
  });
  return {
    free: () => {
      left = 0;
    },
  };
}

async function isWhole(): Promise<boolean> {
  const bytes = await readFile(join(harness.folder, 'file.bin'));
  return bytes.length === size && firstWrongByte(bytes, 1) === null;
}

describe('I4: the finished file is open in another program', () => {
  test.for(
    ['EBUSY', 'EPERM', 'EACCES'].flatMap((errno) =>
      [1, 8].flatMap((connections) =>
        (['link', 'unlink'] as const).map((call) => [errno, call, connections] as const),
      ),
    ),
  )('%s at its %s, for a while: it gets its name all the same (x %i)', async ([errno, call, connections]) => {
    await harnessWith(errno, [call], 5);
    const server = await harness.serve({ size });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.files]).toEqual(['completed', ['file.bin']]);
  });

  test.for([1, 8])(
    'for longer: named, the bytes are kept, and nothing is fetched again (x %i)',
    async (n) => {
      const { free } = await harnessWith('EBUSY', ['link', 'unlink'], 1e9);
      const server = await harness.serve({ size });
      const end = await harness.fetch({ url: server.url, connections: n });
      expect([end.state, end.code]).toEqual(['interrupted', 'file-io']);
      expect(end.files).toEqual(['file.bin.part', 'file.bin.part.tributary']);
      const requests = server.requests.length;
      free();
      const again = await harness.goOn(end.download);
      expect([again.state, server.requests.length, await isWhole()]).toEqual(['completed', requests, true]);
    },
  );
});
