import { useTranslation } from 'react-i18next';
import { useFileCommands } from '../export/use-file-commands.ts';
import { useListCommands } from './use-list-commands.ts';
import { usePaneCommands } from './use-pane-commands.ts';
import { useProgramCommands } from './use-program-commands.ts';
import { useRowCommands } from './use-row-commands.ts';
import type { WindowCommand } from './window-command.ts';

/** Every command of the window, each in the words of the language that is shown. */
export function useWindowCommands(): readonly WindowCommand[] {
  const { t } = useTranslation('palette');
  return [
    ...useRowCommands(t),
    ...useFileCommands(),
    ...useListCommands(t),
    ...usePaneCommands(t),
    ...useProgramCommands(t),
  ];
}
