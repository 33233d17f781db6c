import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the program lies, compiled or as sources. */
export interface Installation {
  /** As in package.json. */
  readonly version: string;
  /** The built window, whether or not it is there. */
  readonly rendererFolder: string;
}

/** The nearest folder above `from` (this file, by default) that has a package.json is the program's. */
export async function findInstallation(from = fileURLToPath(import.meta.url)): Promise<Installation> {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    const found = await access(manifest).then(
      () => true,
      () => false,
    );
    if (found) {
      const read: unknown = JSON.parse(await readFile(manifest, 'utf8'));
      const version =
        typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown';
      return { version, rendererFolder: join(folder, 'dist', 'renderer') };
    }
    if (dirname(folder) === folder)
      return { version: 'unknown', rendererFolder: join(dirname(from), 'renderer') };
  }
}
