import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../../../shared/model/result.ts';
import { fileFailure } from '../../adapters/file-failure.ts';
import { countedFiles } from '../../testing/counted-files.ts';
import { openHarness } from '../engine-harness.ts';
import { failureOf, stopOf, type Causes } from './cause.ts';

const size = 300_000;
const driveFault = fileFailure(Object.assign(new Error('i/o error'), { code: 'EIO' }), 'write');

/** What the disk, and who else is at work on it, may have against a download. */
export const fileCauses: Causes = {
  'file-no-space': {
    // More than any disk holds.
    reach: async (harness) => {
      const server = await harness.serve({ size: 2 ** 52 });
      return stopOf(harness, { url: server.url });
    },
  },
  'file-exists': {
    reach: async (harness) => {
      const server = await harness.serve({ size });
      await mkdir(harness.folder, { recursive: true });
      await writeFile(join(harness.folder, 'theirs.txt'), 'precious');
      const download = harness.begin({ url: server.url, name: 'theirs.txt' });
      await harness.engine.idle();
      return failureOf(download);
    },
  },
  'file-in-use': {
    // Another Tributary is at work on the same file.
    reach: async (harness) => {
      const server = await harness.serve({ size, rate: 100_000 });
      const first = harness.begin({ url: server.url, name: 'shared.bin' });
      await harness.until(() => first.view().received > 0, first);
      const other = await openHarness();
      try {
        const second = other.engine.add({
          url: new URL(server.url),
          folder: harness.folder,
          name: 'shared.bin',
          connections: 1,
        });
        await other.engine.idle();
        return failureOf(second);
      } finally {
        await other.close();
        await harness.engine.pause(first.id);
      }
    },
  },
  'file-open': {
    reach: async (harness) => {
      const server = await harness.serve({ size });
      await writeFile(harness.folder, 'a file where the folder should be');
      return stopOf(harness, { url: server.url });
    },
  },
  'file-create': {
    reach: async (harness) => {
      const server = await harness.serve({ size });
      const plain = join(harness.root, 'plain');
      await writeFile(plain, '');
      const folder = join(plain, 'inside');
      const download = harness.engine.add({ url: new URL(server.url), folder, connections: 1 });
      await harness.engine.idle();
      return failureOf(download);
    },
  },
  'file-io': {
    // The drive reports an error at the third write.
    options: {
      ports: (ports) => {
        let writes = 0;
        const files = countedFiles(ports.files, (call, run) => {
          if (call.what === 'write part') writes += 1;
          return call.what === 'write part' && writes >= 3 ? Promise.resolve(fail(driveFault)) : run();
        });
        return { ...ports, files };
      },
    },
    reach: async (harness) => {
      const server = await harness.serve({ size: 8 << 20 });
      return stopOf(harness, { url: server.url });
    },
  },
  'file-hash-mismatch': {
    reach: async (harness) => {
      const server = await harness.serve({ size });
      return stopOf(harness, { url: server.url, checksum: { algorithm: 'sha1', hex: '0'.repeat(40) } });
    },
  },
};
