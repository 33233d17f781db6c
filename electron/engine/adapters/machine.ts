import { networkInterfaces, uptime } from 'node:os';
import type { Machine } from '../ports/machine.ts';

/** The machine that this runs on. */
export const thisMachine: Machine = {
  uptime: () => uptime() * 1_000,
  addresses() {
    try {
      return Object.values(networkInterfaces()).flatMap((all) =>
        (all ?? []).filter((each) => !each.internal).map((each) => each.address),
      );
    } catch {
      // Some systems do not let a program look: then nothing is known to change.
      return [];
    }
  },
};
