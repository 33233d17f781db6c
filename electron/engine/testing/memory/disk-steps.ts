import { resize, type MemoryNode } from './memory-node.ts';

const sectorLength = 512;
const pageLength = 4_096;

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

/**
 * What is there, after a loss of power, of that which no sync covers. `some`: some writes and not others,
 * in whatever order; `torn`, `torn-pages`: some 512 bytes or 4 KiB of each; `grown`: files have their new
 * lengths, and zeros for content; `names`: names without their bytes; `data`: bytes without their names.
 */
export type CutStyle = 'none' | 'all' | 'some' | 'torn' | 'torn-pages' | 'grown' | 'names' | 'data';

export const cutStyles: readonly CutStyle[] = [
  ...(['none', 'all', 'some', 'torn'] as const),
  ...(['torn-pages', 'grown', 'names', 'data'] as const),
];

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

/** What survives of a step: all of it, nothing, its length, or the pieces for which this holds, from 0. */
export type Surviving =
  boolean | 'length' | { readonly length: number; readonly keeps: (piece: number) => boolean };

/** A write that failed left its first sector behind. */
export function effectOf(step: DataStep): Surviving {
  return step.ok || { length: sectorLength, keeps: (piece) => piece === 0 };
}

export function survivors(style: CutStyle, chance: () => number): Surviving {
  const keeps = (): boolean => chance() < 0.5;
  if (style === 'torn') return { length: sectorLength, keeps };
  if (style === 'torn-pages') return { length: pageLength, keeps };
  if (style === 'grown') return chance() < 0.7 ? 'length' : keeps();
  return style === 'all' || style === 'data' || (style === 'some' && keeps());
}

/** How much of the changes to names is there that no sync of their folder covers: 0 to 1. */
export function namesShare(style: CutStyle, chance: () => number): number {
  if (style === 'none' || style === 'data') return 0;
  return style === 'all' || style === 'names' ? 1 : chance();
}

/** Does to a file what of a step survives. A truncate survives with its piece 0, or with the length. */
export function applyStep(node: MemoryNode, step: DataStep, survives: Surviving): void {
  if (survives === false || step.kind === 'sync') return;
  if (step.kind === 'truncate') {
    if (typeof survives !== 'object' || survives.keeps(0)) resize(node, step.at);
    return;
  }
  const end = step.at + step.bytes.length;
  if (survives === 'length') {
    resize(node, Math.max(node.size, end));
    return;
  }
  if (survives === true) {
    resize(node, Math.max(node.size, end)).set(step.bytes, step.at);
    return;
  }
  const { length, keeps } = survives;
  for (let from = step.at, piece = 0; from < end; piece += 1) {
    const to = Math.min(end, (Math.floor(from / length) + 1) * length);
    if (keeps(piece)) {
      const bytes = resize(node, Math.max(node.size, to));
      bytes.set(step.bytes.subarray(from - step.at, to - step.at), from);
    }
    from = to;
  }
}
