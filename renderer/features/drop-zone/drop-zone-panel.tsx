import { ContextMenu } from '@base-ui/react/context-menu';
import { EyeOff, PauseCircle, PlayCircle, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openDialog, useStore } from '../../state/store.ts';
import { MenuItem, MenuPopup, MenuSeparator } from '../../ui/menu.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { DropZoneSquare, type Way } from './drop-zone-square.tsx';
import styles from './drop-zone.module.css';
import { keepPanelPlace, movedPlace, readPanelPlace } from './panel-place.ts';

const size = 88;

/** The drop zone in a corner of the page, where a browser can have no window for it; while it is switched on. */
export function DropZonePanel({ over }: { readonly over: boolean }) {
  const shown = useStore(({ host, settings }) => host?.kind === 'headless' && settings?.dropZone === true);
  return shown ? <Panel over={over} /> : null;
}

function Panel({ over }: { readonly over: boolean }) {
  const { t } = useTranslation(['drop-zone', 'toolbar']);
  const commands = useCommands();
  const [place, setPlace] = useState(readPanelPlace);
  const add = () => openDialog({ kind: 'add', text: '' });
  const move = (by: Way) => {
    const page = { width: window.innerWidth, height: window.innerHeight };
    const next = movedPlace(place, by, page, size);
    setPlace(next);
    keepPanelPlace(next);
  };
  return (
    <aside
      className={styles.panel}
      aria-label={t('title')}
      style={{
        // A page that was made smaller still has all of it.
        right: `max(0px, min(${place.right}px, 100vw - ${size}px))`,
        bottom: `max(0px, min(${place.bottom}px, 100vh - ${size}px))`,
      }}
    >
      <ContextMenu.Root>
        <ContextMenu.Trigger className={styles.frame}>
          <DropZoneSquare hint={t('hintHere')} over={over} onOpen={add} onMove={move} />
        </ContextMenu.Trigger>
        <MenuPopup>
          <MenuItem icon={<Plus />} onSelect={add}>
            {t('toolbar:add')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<PlayCircle />} onSelect={commands.resumeAll}>
            {t('toolbar:resumeAll')}
          </MenuItem>
          <MenuItem icon={<PauseCircle />} onSelect={commands.pauseAll}>
            {t('toolbar:pauseAll')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<EyeOff />} onSelect={() => void commands.setSettings({ dropZone: false })}>
            {t('hide')}
          </MenuItem>
        </MenuPopup>
      </ContextMenu.Root>
    </aside>
  );
}
