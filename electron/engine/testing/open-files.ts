import { readdir, readlink } from 'node:fs/promises';

/** Files below `folder` that this process holds open, where the system tells. */
export async function openFiles(folder: string): Promise<readonly string[]> {
  const numbers = await readdir('/proc/self/fd').catch(() => []);
  const paths = await Promise.all(
    numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
  );
  return paths.filter((path) => path.startsWith(folder));
}
