import {
  Cookie,
  Copy,
  File,
  FileCode,
  FileDown,
  FolderOpen,
  Link,
  ListOrdered,
  MessageSquareText,
  Pause,
  Play,
  ShieldCheck,
  Tag,
  Trash2,
  Undo2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canPause, canResume, canTakeLink, isTrashed } from '../../state/actions.ts';
import { isFinished } from '../../state/status.ts';
import { openDialog, useClient, useSelectedDownloads, useStore } from '../../state/store.ts';
import { MenuItem, MenuPopup, MenuSeparator, Submenu } from '../../ui/menu.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { exportMetalink } from '../export/export-metalink.ts';
import { giveCookies } from '../cookies/give-cookies.ts';
import { PlaceItems } from '../queues/place-items.tsx';
import { CopyAsItems } from '../copy-as/copy-as-items.tsx';

/** The menu of the selected rows, at the pointer or by the menu key. */
export function RowMenu() {
  const { t } = useTranslation(['toolbar', 'queues', 'trash', 'cookies', 'export']);
  const { call } = useClient();
  const commands = useCommands();
  const selected = useSelectedDownloads();
  const canOpen = useStore((state) => state.host?.canOpenFiles ?? true);
  const first = selected[0];
  return (
    <MenuPopup>
      <MenuItem
        icon={<File />}
        shortcut="Enter"
        disabled={first === undefined || !canOpen || !isFinished(first)}
        onSelect={() => {
          if (first !== undefined) commands.openFile(first);
        }}
      >
        {t('open')}
      </MenuItem>
      <MenuItem
        icon={<FolderOpen />}
        disabled={first === undefined || !canOpen}
        onSelect={() => {
          if (first !== undefined) commands.openFolder(first);
        }}
      >
        {t('openFolder')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<Play />}
        disabled={!selected.some(canResume)}
        onSelect={() => commands.resume(selected)}
      >
        {t('resume')}
      </MenuItem>
      <MenuItem
        icon={<Pause />}
        disabled={!selected.some(canPause)}
        onSelect={() => commands.pause(selected)}
      >
        {t('pause')}
      </MenuItem>
      <Submenu icon={<ListOrdered />} label={t('queues:place')} disabled={first === undefined}>
        <PlaceItems downloads={selected} />
      </Submenu>
      <MenuSeparator />
      <MenuItem
        icon={<Link />}
        disabled={selected.length !== 1 || first === undefined || !canTakeLink(first)}
        onSelect={() => {
          if (first !== undefined) commands.askForLink(first);
        }}
      >
        {t('newLink')}
      </MenuItem>
      <MenuItem
        icon={<Cookie />}
        disabled={selected.length !== 1 || first === undefined || !canTakeLink(first)}
        onSelect={() => {
          if (first !== undefined) void giveCookies(call, first);
        }}
      >
        {t('cookies:import')}
      </MenuItem>
      <MenuItem
        icon={<Copy />}
        disabled={first === undefined}
        onSelect={() => void navigator.clipboard.writeText(selected.map(({ url }) => url).join('\n'))}
      >
        {t('copyAddress')}
      </MenuItem>
      <Submenu icon={<FileCode />} label={t('copyAs')} disabled={selected.length !== 1}>
        {first === undefined ? null : <CopyAsItems download={first} />}
      </Submenu>
      <MenuItem
        icon={<FileDown />}
        disabled={selected.length !== 1 || first === undefined || !isFinished(first)}
        onSelect={() => {
          if (first !== undefined) void exportMetalink(call, first);
        }}
      >
        {t('export:metalink')}
      </MenuItem>
      <MenuItem
        icon={<ShieldCheck />}
        disabled={selected.length !== 1 || first === undefined || !isFinished(first)}
        onSelect={() => openDialog({ kind: 'verify' })}
      >
        {t('verify')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<MessageSquareText />}
        disabled={first === undefined}
        onSelect={() => openDialog({ kind: 'comment', ids: selected.map(({ id }) => id) })}
      >
        {t('comment')}
      </MenuItem>
      <MenuItem
        icon={<Tag />}
        disabled={first === undefined}
        onSelect={() => openDialog({ kind: 'file-under', ids: selected.map(({ id }) => id) })}
      >
        {t('fileUnder')}
      </MenuItem>
      {selected.some(isTrashed) ? (
        <MenuItem icon={<Undo2 />} onSelect={() => commands.restore(selected)}>
          {t('trash:restore')}
        </MenuItem>
      ) : null}
      <MenuItem
        icon={<Trash2 />}
        shortcut="Del"
        disabled={first === undefined}
        onSelect={() => commands.remove(selected)}
      >
        {selected.length > 0 && selected.every(isTrashed) ? t('trash:delete') : t('remove')}
      </MenuItem>
    </MenuPopup>
  );
}
