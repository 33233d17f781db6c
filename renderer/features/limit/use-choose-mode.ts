import type { LimitMode } from '../../../shared/model/speed-limit.ts';
import { openDialog, useStore } from '../../state/store.ts';
import { useCommands } from '../commands/use-commands.ts';

/** Turns the switch; where something has to be set first, its dialog opens. */
export function useChooseMode(): (mode: LimitMode) => void {
  const commands = useCommands();
  const unset = useStore(({ settings }) => settings?.limit === 0);
  const timeless = useStore(({ settings }) => settings?.limitTimes.length === 0);
  return (limitMode) => {
    void commands.setSettings({ limitMode });
    if ((limitMode === 'limited' && unset) || (limitMode === 'timetable' && timeless)) {
      openDialog({ kind: 'speed-limit' });
    }
  };
}
