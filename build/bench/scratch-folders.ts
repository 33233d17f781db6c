import { existsSync, statfsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchCase, CaseSetting } from './bench-case.ts';

export interface ScratchFolders extends Pick<CaseSetting, 'scratch' | 'disk'> {
  /** Whether `scratch` lies in memory. */
  readonly inMemory: boolean;
  remove(): Promise<void>;
}

/** Copies of the file that lie there at one time: as served, the parts of a script, and put together. */
const copies = 3;
const rest = 2 ** 30;

/** Memory where there is room for `size` bytes served and fetched; else the usual place. */
export async function openScratch(size: number): Promise<ScratchFolders> {
  const memory = '/dev/shm';
  const inMemory = existsSync(memory) && freeBytes(memory) > size * copies + rest;
  const scratch = await mkdtemp(join(inMemory ? memory : tmpdir(), 'tributary-bench-'));
  const disk = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  await mkdir(join(scratch, 'served'));
  return {
    ...{ scratch, disk, inMemory },
    async remove() {
      for (const folder of [scratch, disk]) await rm(folder, { recursive: true, force: true });
    },
  };
}

export function largest(steps: readonly { readonly case: BenchCase; readonly size: number }[]): number {
  return Math.max(0, ...steps.map(({ size }) => size));
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
