import { FolderPlus, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { categoryOfPlace } from '../../state/place.ts';
import { openDialog, useStore } from '../../state/store.ts';
import { MenuItem, MenuPopup, MenuSeparator } from '../../ui/menu.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { usePlaceCounts } from './use-place-counts.ts';

/** The menu of the line that is chosen in the tree. */
export function PlaceMenu() {
  const { t } = useTranslation('categories');
  const commands = useCommands();
  const chosen = useStore((state) => categoryOfPlace(state.place));
  const { fixed } = usePlaceCounts();
  return (
    <MenuPopup>
      <MenuItem
        icon={<FolderPlus />}
        onSelect={() => openDialog({ kind: 'categories', chosen: 'new', parent: chosen })}
      >
        {t('create')}
      </MenuItem>
      <MenuItem
        icon={<Pencil />}
        disabled={chosen === null}
        onSelect={() => openDialog({ kind: 'categories', chosen, parent: null })}
      >
        {t('edit')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} disabled={fixed.trash === 0} onSelect={commands.askToEmptyTrash}>
        {t('emptyTrash')}
      </MenuItem>
    </MenuPopup>
  );
}
