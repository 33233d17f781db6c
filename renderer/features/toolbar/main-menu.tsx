import { Menu } from '@base-ui/react/menu';
import { Toolbar } from '@base-ui/react/toolbar';
import {
  Command,
  FileInput,
  Keyboard,
  ListOrdered,
  Menu as MenuIcon,
  PauseCircle,
  PlayCircle,
  Power,
  Server,
  Settings as SettingsIcon,
  ScrollText,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AfterAllAction } from '../../../shared/model/after-all.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { openDialog, useClient, useStore } from '../../state/store.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import {
  MenuChoice,
  MenuItem,
  MenuPopup,
  MenuSeparator,
  MenuTick,
  type MenuChoiceProps,
} from '../../ui/menu.tsx';
import menu from '../../ui/menu.module.css';
import { keyText } from '../commands/key-table.ts';
import { importFiles } from '../intake/import-files.ts';
import { useAfterAllOptions } from '../after-all/use-after-all-options.ts';
import { reported, useCommands } from '../commands/use-commands.ts';
import { ExportHistoryItem } from '../export/export-history-item.tsx';
import { useLanguageOptions, useThemeOptions } from '../settings/appearance-options.ts';
import styles from './toolbar.module.css';

/** The menu at the end of the toolbar: what is for all downloads, and for the window. */
export function MainMenu() {
  const { t } = useTranslation(['toolbar', 'palette', 'queues', 'servers', 'after-all', 'drop-zone']);
  const { call } = useClient();
  const afterAllOptions = useAfterAllOptions();
  const afterAll = useStore((state) => state.afterAll?.action ?? 'nothing');
  const commands = useCommands();
  const settings = useStore((state) => state.settings);
  const languages = useLanguageOptions();
  const themes = useThemeOptions();
  return (
    <Menu.Root>
      <Toolbar.Button
        className={joinClasses(styles.button, styles.square)}
        aria-label={t('menu')}
        title={t('menu')}
        render={<Menu.Trigger />}
      >
        <MenuIcon />
      </Toolbar.Button>
      <MenuPopup>
        <MenuItem icon={<PlayCircle />} onSelect={commands.resumeAll}>
          {t('resumeAll')}
        </MenuItem>
        <MenuItem icon={<PauseCircle />} onSelect={commands.pauseAll}>
          {t('pauseAll')}
        </MenuItem>
        <MenuItem icon={<ListOrdered />} onSelect={() => openDialog({ kind: 'queues' })}>
          {t('queues:open')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<FileInput />} onSelect={() => void importFiles()}>
          {t('import')}
        </MenuItem>
        {afterAllOptions.length > 1 ? (
          <Choice<AfterAllAction>
            label={t('after-all:label')}
            value={afterAll}
            options={afterAllOptions}
            onChange={(action) => void reported(call.chooseAfterAll({ action }))}
          />
        ) : (
          <MenuItem icon={<Power />} disabled onSelect={() => undefined}>
            {t('after-all:notHere')}
          </MenuItem>
        )}
        <MenuSeparator />
        <Choice<Settings['language']>
          label={t('language')}
          value={settings?.language ?? 'system'}
          options={languages}
          onChange={(language) => void commands.setSettings({ language })}
        />
        <Choice<Settings['theme']>
          label={t('theme')}
          value={settings?.theme ?? 'system'}
          options={themes}
          onChange={(theme) => void commands.setSettings({ theme })}
        />
        <MenuTick
          checked={settings?.dropZone === true}
          onChange={(dropZone) => void commands.setSettings({ dropZone })}
        >
          {t('drop-zone:title')}
        </MenuTick>
        <MenuSeparator />
        <MenuItem icon={<SettingsIcon />} onSelect={() => openDialog({ kind: 'settings' })}>
          {t('settings')}
        </MenuItem>
        <MenuItem icon={<Server />} onSelect={() => openDialog({ kind: 'servers' })}>
          {t('servers:open')}
        </MenuItem>
        <MenuItem
          icon={<Command />}
          shortcut={keyText('palette', '')}
          onSelect={() => openDialog({ kind: 'palette' })}
        >
          {t('palette:open')}
        </MenuItem>
        <MenuItem
          icon={<Keyboard />}
          shortcut={keyText('keys', '')}
          onSelect={() => openDialog({ kind: 'keys' })}
        >
          {t('keys')}
        </MenuItem>
        <ExportHistoryItem />
        <MenuItem icon={<ScrollText />} onSelect={() => openDialog({ kind: 'program-log' })}>
          {t('programLog')}
        </MenuItem>
      </MenuPopup>
    </Menu.Root>
  );
}

interface ChoiceProps<Value extends string> extends MenuChoiceProps<Value> {
  readonly label: string;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={menu.item} label={label}>
        <span className={menu.mark} />
        <span className={menu.text}>{label}</span>
        <span className={menu.key} aria-hidden>
          ›
        </span>
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} alignOffset={-4}>
          <Menu.Popup className={menu.popup}>
            <MenuChoice value={value} options={options} onChange={onChange} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}
