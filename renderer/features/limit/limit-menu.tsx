import { SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LimitMode } from '../../../shared/model/speed-limit.ts';
import { openDialog, useStore } from '../../state/store.ts';
import { MenuChoice, MenuItem, MenuPopup, MenuSeparator } from '../../ui/menu.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { useMode, useModeOptions } from './limit-words.ts';

/** What the switch offers; where something has to be set first, its dialog opens. */
export function LimitMenu() {
  const { t } = useTranslation('limit');
  const commands = useCommands();
  const unset = useStore(({ settings }) => settings?.limit === 0);
  const timeless = useStore(({ settings }) => settings?.limitTimes.length === 0);
  const choose = (limitMode: LimitMode): void => {
    void commands.setSettings({ limitMode });
    if ((limitMode === 'limited' && unset) || (limitMode === 'timetable' && timeless)) {
      openDialog({ kind: 'speed-limit' });
    }
  };
  return (
    <MenuPopup>
      <MenuChoice value={useMode()} options={useModeOptions()} onChange={choose} />
      <MenuSeparator />
      <MenuItem icon={<SlidersHorizontal />} onSelect={() => openDialog({ kind: 'speed-limit' })}>
        {t('more')}
      </MenuItem>
    </MenuPopup>
  );
}
