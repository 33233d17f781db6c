import { SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../../state/store.ts';
import { MenuChoice, MenuItem, MenuPopup, MenuSeparator } from '../../ui/menu.tsx';
import { useMode, useModeOptions } from './limit-words.ts';
import { useChooseMode } from './use-choose-mode.ts';

/** What the switch offers. */
export function LimitMenu() {
  const { t } = useTranslation('limit');
  const choose = useChooseMode();
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
