import { readFileSync, readdirSync } from 'node:fs';

/** Peak resident bytes so far of each process below `pid`, summed; null when there is none. */
export function treeMemory(pid: number): number | null {
  const found = childrenOf(pid).flatMap((child) => [peakOf(child), treeMemory(child)]);
  const known = found.filter((bytes) => bytes !== null);
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0);
}

/** Any thread may have started a process, so each one's list is read. */
function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${String(pid)}/task`).flatMap((thread) =>
      readFileSync(`/proc/${String(pid)}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
}

function peakOf(pid: number): number | null {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
    return match === null ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
}
