import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findInstallation } from './installation.ts';

test('the program is found from its bundle as from its sources', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-installation-'));
  try {
    await writeFile(join(folder, 'package.json'), '{"version":"9.8.7"}');
    for (const inside of ['dist/headless', 'electron/headless']) {
      await mkdir(join(folder, inside), { recursive: true });
      expect(await findInstallation(join(folder, inside, 'x.js'))).toEqual({
        version: '9.8.7',
        rendererFolder: join(folder, 'dist', 'renderer'),
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
