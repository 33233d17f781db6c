/** The name of a folder or file in an absolute path, as its own host writes paths; a root stands for itself. */
export function lastPart(path: string): string {
  const windows = /^[a-z]:[\\/]|^\\\\/i.test(path);
  const parts = path.split(windows ? /[\\/]/ : '/').filter((part) => part !== '');
  return parts.length > 1 || !windows ? (parts.at(-1) ?? path) : path;
}
