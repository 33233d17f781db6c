import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** By this text electron-builder finds the fuses in Electron's program; then version, count, states. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = 9;

/**
 * A folder that looks like Electron's runtime to electron-builder and can run nothing: enough to see
 * where files go, what is in app.asar and how the fuses are set.
 */
export async function writeStubRuntime(folder: string, version: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'), { recursive: true });
  const program = Buffer.concat([
    Buffer.from('stub of Electron: it cannot run\n'),
    Buffer.from(fuseSentinel),
    Buffer.from([1, fuseCount]),
    Buffer.from('1'.repeat(fuseCount)),
    Buffer.from('\n'),
  ]);
  await writeFile(join(folder, 'electron'), program);
  await chmod(join(folder, 'electron'), 0o755);
  await writeFile(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) {
    await writeFile(join(folder, name), 'stub\n');
  }
  for (const locale of ['en-US', 'ko', 'de']) await writeFile(join(folder, 'locales', `${locale}.pak`), '');
}
