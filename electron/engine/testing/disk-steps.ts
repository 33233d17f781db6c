import { resize, type MemoryNode } from './memory-node.ts';

const sectorLength = 512;

/** What was done to the content of one file. Offsets and sizes are bytes, moments those of the disk. */
export interface DataStep {
  readonly kind: 'write' | 'truncate' | 'sync';
  readonly inode: number;
  /** Offset of a write, new size of a truncate. */
  readonly at: number;
  /** What is written; empty where nothing is. */
  readonly bytes: Uint8Array;
  readonly begun: number;
  /** Null while it is under way, and for ever where its process was killed. */
  ended: number | null;
  /** Of a write that failed the first sector was written. */
  ok: boolean;
}

/** How much of what no sync covers is there after a loss of power. */
export type CutStyle = 'none' | 'all' | 'some' | 'torn';

export const cutStyles: readonly CutStyle[] = ['none', 'all', 'some', 'torn'];

/**
 * Whether a step is sure to be on the disk after a loss of power at `moment`: a sync that began after
 * its end has succeeded. A sync that failed in between may have dropped the pages, and then the next
 * success says nothing of them.
 */
export function isDurable(step: DataStep, steps: readonly DataStep[], moment: number): boolean {
  const { ended } = step;
  if (ended === null) return false;
  const later = steps.filter((sync) => sync.kind === 'sync' && sync.begun > ended);
  const failed = later.filter((sync) => !sync.ok && sync.ended !== null);
  const dropped = Math.min(Infinity, ...failed.map((sync) => sync.begun));
  return later.some((sync) => sync.ok && sync.ended !== null && sync.ended <= moment && sync.begun < dropped);
}

/** What survives of a step: all of it, nothing, or the sectors for which this holds, counted from 0. */
export type Surviving = boolean | ((sector: number) => boolean);

/** A write that failed left its first sector behind. */
export function effectOf(step: DataStep): Surviving {
  return step.ok || ((sector: number) => sector === 0);
}

export function survivors(style: CutStyle, chance: () => number): Surviving {
  if (style === 'torn') return () => chance() < 0.5;
  return style === 'all' || (style === 'some' && chance() < 0.5);
}

/** Does to a file what of a step survives. A truncate survives with its sector 0. */
export function applyStep(node: MemoryNode, step: DataStep, survives: Surviving): void {
  if (survives === false || step.kind === 'sync') return;
  if (step.kind === 'truncate') {
    if (survives === true || survives(0)) resize(node, step.at);
    return;
  }
  const end = step.at + step.bytes.length;
  if (survives === true) {
    resize(node, Math.max(node.size, end)).set(step.bytes, step.at);
    return;
  }
  for (let from = step.at, sector = 0; from < end; sector += 1) {
    const to = Math.min(end, (Math.floor(from / sectorLength) + 1) * sectorLength);
    if (survives(sector)) {
      const bytes = resize(node, Math.max(node.size, to));
      bytes.set(step.bytes.subarray(from - step.at, to - step.at), from);
    }
    from = to;
  }
}
