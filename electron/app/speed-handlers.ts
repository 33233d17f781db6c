import type { Contract } from '../../shared/contract/contract.ts';
import { ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import { freeSpace } from '../engine/adapters/disk-space.ts';
import type { Machine } from '../engine/ports/machine.ts';
import type { AppSettings } from './app-settings.ts';
import type { SpeedHistory } from './speed-history.ts';

interface SpeedParts {
  readonly speeds: SpeedHistory;
  readonly settings: AppSettings;
  readonly machine: Machine;
}

/** What the graph and the status bar ask for. */
export function createSpeedHandlers({
  speeds,
  settings,
  machine,
}: SpeedParts): Pick<Handlers<Contract>, 'speeds' | 'surroundings'> {
  return {
    speeds: ({ id }) => ok(speeds.view(id)),
    async surroundings() {
      const free = await freeSpace(settings.current.folder);
      return ok({ free: free.ok ? free.value : null, online: machine.addresses().length > 0 });
    },
  };
}
