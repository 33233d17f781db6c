import { Toolbar as Base } from '@base-ui/react/toolbar';
import { ArrowDown, ArrowUp, FolderOpen, Pause, Play, Plus, ShieldCheck, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { canPause, canResume } from '../../state/actions.ts';
import { openDialog, useSelectedDownloads, useStore } from '../../state/store.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { CategoryMenu } from '../categories/category-menu.tsx';
import { SearchField } from '../search/search-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { LimitSwitch } from '../limit/limit-switch.tsx';
import { useNarrow } from '../layout/detail-place.ts';
import { DetailButton } from './detail-button.tsx';
import { MainMenu } from './main-menu.tsx';
import styles from './toolbar.module.css';

/** The buttons that act on the selected rows. */
export function Toolbar() {
  const { t } = useTranslation(['toolbar', 'common']);
  const commands = useCommands();
  const selected = useSelectedDownloads();
  const canOpen = useStore((state) => state.host?.canOpenFiles ?? true);
  const first = selected[0];
  const narrow = useNarrow();

  return (
    <Base.Root className={styles.toolbar} aria-label={t('toolbar')}>
      <Base.Group className={styles.group}>
        <ToolbarButton
          accent
          icon={<Plus />}
          label={t('add')}
          onClick={() => openDialog({ kind: 'add', text: '' })}
        />
      </Base.Group>
      <Base.Separator className={styles.separator} />
      <Base.Group className={styles.group}>
        <ToolbarButton
          icon={<Play />}
          label={t('resume')}
          disabled={!selected.some(canResume)}
          onClick={() => commands.resume(selected)}
        />
        <ToolbarButton
          icon={<Pause />}
          label={t('pause')}
          disabled={!selected.some(canPause)}
          onClick={() => commands.pause(selected)}
        />
        <ToolbarButton
          icon={<Trash2 />}
          label={t('remove')}
          disabled={first === undefined}
          onClick={() => commands.remove(selected)}
        />
      </Base.Group>
      <Base.Separator className={styles.separator} />
      <Base.Group className={styles.group}>
        <ToolbarButton
          icon={<ArrowUp />}
          label={t('up')}
          title={t('moveUp')}
          disabled={first === undefined}
          onClick={() => commands.move(selected, -1)}
        />
        <ToolbarButton
          icon={<ArrowDown />}
          label={t('down')}
          title={t('moveDown')}
          disabled={first === undefined}
          onClick={() => commands.move(selected, 1)}
        />
      </Base.Group>
      <Base.Separator className={styles.separator} />
      <Base.Group className={styles.group}>
        <ToolbarButton
          icon={<FolderOpen />}
          label={t('openFolder')}
          title={canOpen ? t('openFolder') : t('noFiles')}
          disabled={first === undefined || !canOpen}
          onClick={() => {
            if (first !== undefined) commands.openFolder(first);
          }}
        />
        <ToolbarButton
          icon={<ShieldCheck />}
          label={t('verify')}
          onClick={() => openDialog({ kind: 'verify' })}
        />
      </Base.Group>
      <div className={styles.space} />
      <SearchField />
      <Base.Group className={styles.group}>
        {narrow ? <CategoryMenu /> : null}
        <DetailButton />
        <LimitSwitch />
        <MainMenu />
      </Base.Group>
    </Base.Root>
  );
}

interface ToolbarButtonProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly title?: string;
  readonly accent?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** Disabled buttons stay in the order of the arrows, so that they can be read. */
function ToolbarButton({
  icon,
  label,
  title,
  accent = false,
  disabled = false,
  onClick,
}: ToolbarButtonProps) {
  return (
    <Base.Button
      className={joinClasses(styles.button, accent && styles.accent)}
      disabled={disabled}
      title={title ?? label}
      onClick={onClick}
    >
      {icon}
      <span className={styles.word}>{label}</span>
    </Base.Button>
  );
}
