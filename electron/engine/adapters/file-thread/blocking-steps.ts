import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { isSameFile } from '../../policy/control-file/file-state.ts';
import type { FileIdentity, FileStep, StepsEnd } from '../../ports/files.ts';
import { controlMode, partMode } from '../file-modes.ts';
import { unsynced } from '../folder-sync.ts';
import { identityOf } from '../part-file.ts';

/** The calls that steps are made of; each waits, and throws what the system says. Tests put their own there. */
export const blockingSystem = {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  statSync,
  unlinkSync,
  writeSync,
};

export type BlockingSystem = typeof blockingSystem;

/** As the thread tells it: besides, the milliseconds that its slowest sync took. */
export interface BlockingEnd extends StepsEnd {
  readonly slowestSync: number;
}

const createNew = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Makes steps with calls that wait, as many as go well. One that does not is taken back and left to the
 * caller, who knows what to do about it; only the sync of a folder may never be made twice, since the second
 * could hide what the first one lost.
 */
export function takeBlockingSteps(
  steps: readonly FileStep[],
  system: BlockingSystem = blockingSystem,
): BlockingEnd {
  const timed = timedSyncs(system);
  let identity: FileIdentity | null = null;
  for (const [done, step] of steps.entries()) {
    try {
      identity = takeStep(step, timed.system) ?? identity;
    } catch (error) {
      const synced = step.step === 'sync-folder' ? unsynced(error) : null;
      if (synced?.ok === true) continue;
      return { done, identity, failure: synced?.failure ?? null, slowestSync: timed.slowest() };
    }
  }
  return { done: steps.length, identity, failure: null, slowestSync: timed.slowest() };
}

function takeStep(step: FileStep, system: BlockingSystem): FileIdentity | null {
  switch (step.step) {
    case 'absent':
      if (system.lstatSync(step.path, { throwIfNoEntry: false }) !== undefined) throw refused('EEXIST');
      return null;
    case 'folder':
      if (!system.statSync(step.path).isDirectory()) throw refused('ENOTDIR');
      return null;
    case 'control':
      system.closeSync(system.openSync(step.path, createNew, controlMode));
      return null;
    case 'part':
      return makePart(step.path, step.bytes, system);
    case 'look': {
      const stats = system.lstatSync(step.path, { bigint: true });
      if (!stats.isFile()) throw refused('not-a-file');
      const found = identityOf(stats);
      if (!isSameFile(found, step.is)) throw refused('replaced');
      return found;
    }
    case 'rename':
      // Where the second call fails, `renameExclusive` goes on from there.
      system.linkSync(step.from, step.to);
      system.unlinkSync(step.from);
      return null;
    case 'sync-folder':
      syncFolder(step.path, system);
      return null;
    case 'remove':
      system.unlinkSync(step.path);
      return null;
  }
}

/** A file that is not whole, or not known to be on the disk, goes: who makes it once more begins with a new one. */
function makePart(path: string, bytes: Uint8Array, system: BlockingSystem): FileIdentity {
  const file = system.openSync(path, createNew, partMode);
  try {
    try {
      if (system.writeSync(file, bytes, 0, bytes.length, 0) !== bytes.length) throw refused('short');
      system.fdatasyncSync(file);
      return identityOf(system.fstatSync(file, { bigint: true }));
    } finally {
      system.closeSync(file);
    }
  } catch (error) {
    system.unlinkSync(path);
    throw error;
  }
}

function syncFolder(path: string, system: BlockingSystem): void {
  const folder = system.openSync(path, 'r');
  try {
    system.fsyncSync(folder);
  } finally {
    system.closeSync(folder);
  }
}

/** The same system, and how long its slowest sync took. */
function timedSyncs(system: BlockingSystem): {
  readonly system: BlockingSystem;
  readonly slowest: () => number;
} {
  let slowest = 0;
  const timed = (sync: (file: number) => void) => (file: number) => {
    const began = performance.now();
    sync(file);
    slowest = Math.max(slowest, performance.now() - began);
  };
  return {
    system: { ...system, fdatasyncSync: timed(system.fdatasyncSync), fsyncSync: timed(system.fsyncSync) },
    slowest: () => slowest,
  };
}

function refused(errno: string): Error {
  return Object.assign(new Error(errno), { code: errno });
}
