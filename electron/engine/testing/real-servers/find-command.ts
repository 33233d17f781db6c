import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folders of system programs, which are not on the path of a normal user. */
const systemFolders: readonly string[] = ['/usr/sbin', '/usr/local/sbin', '/sbin', '/opt/homebrew/bin'];

/** Folders to look for commands in: those of PATH, then the system's. */
export function commandFolders(path = process.env['PATH'] ?? ''): readonly string[] {
  return [...path.split(delimiter).filter((folder) => folder !== ''), ...systemFolders];
}

/** The path of the first of `names` that can be run, or null. */
export function findCommand(names: readonly string[], folders = commandFolders()): string | null {
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here: the next folder may have it.
      }
    }
  }
  return null;
}
