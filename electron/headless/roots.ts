import { lstat, readdir, realpath, stat, statfs } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FolderListing } from '../../shared/contract/types.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';

/** Entries of one folder that are looked at for a listing. */
const entriesMost = 10_000;

/**
 * The folders that a headless host may write into. Everything is decided on real paths: a link
 * inside a root that leads out of it leads nowhere. A person who may write into a root from
 * another program can still swap a folder for a link between the check and its use.
 */
export class Roots {
  readonly #roots: readonly [string, ...string[]];

  private constructor(roots: readonly [string, ...string[]]) {
    this.#roots = roots;
  }

  /** `folders` are absolute and not empty. The failure is the first that is no folder. */
  static async open(folders: readonly string[]): Promise<Result<Roots, string>> {
    const real: string[] = [];
    for (const folder of folders) {
      const path = await realFolder(folder);
      if (path === null) return fail(folder);
      if (!real.includes(path)) real.push(path);
    }
    const [first, ...others] = real;
    return first === undefined ? fail('') : ok(new Roots([first, ...others]));
  }

  get first(): string {
    return this.#roots[0];
  }

  /** True for a folder inside a root, also one that would have to be made first. */
  async allowsFolder(path: string): Promise<boolean> {
    if (!isPlain(path)) return false;
    const real = await realPathToBe(path);
    return real !== null && this.#holds(real);
  }

  /** True for an existing regular file inside a root. */
  async allowsFile(path: string): Promise<boolean> {
    if (!isPlain(path)) return false;
    const real = await realpath(path).catch(() => null);
    if (real === null || !this.#holds(real)) return false;
    return (await stat(real).catch(() => null))?.isFile() ?? false;
  }

  /**
   * Folders inside `path` as absolute paths, by name, hidden ones and links out of the roots left
   * out. An empty path lists the roots, and is the parent of each. Null where `path` is no folder
   * inside a root.
   */
  async list(path: string): Promise<FolderListing | null> {
    if (path === '') return { path, parent: null, folders: this.#roots, free: null };
    const folder = isPlain(path) ? await realFolder(path) : null;
    if (folder === null || !this.#holds(folder)) return null;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (entries === null) return null;
    const folders: string[] = [];
    for (const entry of entries.slice(0, entriesMost)) {
      if (entry.name.startsWith('.')) continue;
      const inside = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(inside);
      else if (entry.isSymbolicLink()) {
        const target = await realFolder(inside);
        if (target !== null && this.#holds(target)) folders.push(inside);
      }
    }
    folders.sort((a, b) => basename(a).localeCompare(basename(b), 'en', { numeric: true }));
    const space = await statfs(folder).catch(() => null);
    return {
      path: folder,
      parent: this.#roots.includes(folder) ? '' : dirname(folder),
      folders,
      free: space === null ? null : space.bavail * space.bsize,
    };
  }

  #holds(real: string): boolean {
    return this.#roots.some((root) => {
      const way = relative(root, real);
      return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
    });
  }
}

/** Absolute, and free of what reads differently to a person, to this program and to the system. */
function isPlain(path: string): boolean {
  return isAbsolute(path) && !path.includes('\0') && !path.split(/[\\/]/).includes('..');
}

async function realFolder(path: string): Promise<string | null> {
  try {
    const real = await realpath(path);
    return (await stat(real)).isDirectory() ? real : null;
  } catch {
    return null;
  }
}

/**
 * Where a folder lies, or would lie when it was made: the real path of what exists of it, and the
 * rest as written. Null where something on the way is no folder or a link to nowhere.
 */
async function realPathToBe(path: string): Promise<string | null> {
  const missing: string[] = [];
  for (let existing = path; ; existing = dirname(existing)) {
    const there = await lstat(existing).catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? 'missing' : 'unreachable',
    );
    if (there === 'unreachable') return null;
    if (there !== 'missing') {
      const real = await realFolder(existing);
      return real === null ? null : join(real, ...missing);
    }
    if (dirname(existing) === existing) return null;
    missing.unshift(basename(existing));
  }
}
