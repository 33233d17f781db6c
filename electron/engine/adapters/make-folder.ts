import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from './file-failure.ts';

/**
 * Makes a folder and those above it that are missing; one that is there already is fine. Throws what
 * the system says. Not Node's own `recursive`: that never returns where making a folder in one that
 * exists fails with ENOENT, as in /proc.
 *
 * @param mode rights of the folders made, before the umask
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  // Most often it is there: that is known without an error to be made.
  if (await isFolder(folder)) return;
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    if (await isFolder(folder)) return;
    const above = dirname(folder);
    if (errnoOf(error) !== 'ENOENT' || above === folder || (await isFolder(above))) throw error;
    await makeFolder(above, mode);
    await makeFolder(folder, mode);
  }
}

/** The same without a promise, for what must stand before the program begins. */
export function makeFolderSync(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (isFolderSync(folder)) return;
    const above = dirname(folder);
    if (errnoOf(error) !== 'ENOENT' || above === folder || isFolderSync(above)) throw error;
    makeFolderSync(above, mode);
    makeFolderSync(folder, mode);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function isFolderSync(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
