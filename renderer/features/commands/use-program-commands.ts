import { useTranslation } from 'react-i18next';
import { openDialog, useClient, useStore } from '../../state/store.ts';
import { useAfterAllOptions } from '../after-all/use-after-all-options.ts';
import { useModeOptions } from '../limit/limit-words.ts';
import { useChooseMode } from '../limit/use-choose-mode.ts';
import { useLanguageOptions } from '../settings/appearance-options.ts';
import { reported, useCommands } from './use-commands.ts';
import { keyless, type PaletteWords, type WindowCommand } from './window-command.ts';

/** What is for the program and for how it looks. */
export function useProgramCommands(t: PaletteWords): readonly WindowCommand[] {
  const commands = useCommands();
  const languages = useLanguageOptions();
  const { t: dropZoneWords } = useTranslation('drop-zone');
  const dropZone = useStore(({ settings }) => settings?.dropZone === true);
  const themes = [
    ['system', t('commands.themeSystem')],
    ['light', t('commands.themeLight')],
    ['dark', t('commands.themeDark')],
  ] as const;
  return [
    ...useWhenAndHowFast(t),
    ...themes.map(([theme, label]) =>
      keyless(`theme-${theme}`, label, () => void commands.setSettings({ theme })),
    ),
    ...languages.map(({ value, label }) =>
      keyless(
        `language-${value}`,
        t('commands.language', { name: label }),
        () => void commands.setSettings({ language: value }),
      ),
    ),
    keyless('dropZone', dropZoneWords('command'), () => void commands.setSettings({ dropZone: !dropZone })),
    keyless('settings', t('commands.settings'), () => openDialog({ kind: 'settings' })),
    keyless('servers', t('commands.servers'), () => openDialog({ kind: 'servers' })),
    {
      id: 'palette',
      label: t('commands.palette'),
      key: 'palette',
      run: () => openDialog({ kind: 'palette' }),
    },
    { id: 'keys', label: t('commands.keys'), key: 'keys', run: () => openDialog({ kind: 'keys' }) },
    keyless('programLog', t('commands.programLog'), () => openDialog({ kind: 'program-log' })),
  ];
}

/** Speed limits, and what comes after the last download. */
function useWhenAndHowFast(t: PaletteWords): readonly WindowCommand[] {
  const { call } = useClient();
  const modes = useModeOptions();
  const choose = useChooseMode();
  const afterAll = useAfterAllOptions();
  const chosen = useStore((state) => state.afterAll?.action ?? 'nothing');
  return [
    ...modes.map(({ value, label }) =>
      keyless(`limit-${value}`, t('commands.limit', { name: label }), () => choose(value)),
    ),
    keyless('limits', t('commands.limits'), () => openDialog({ kind: 'speed-limit' })),
    ...afterAll
      .filter(({ value }) => value !== chosen)
      .map(({ value, label }) =>
        keyless(
          `after-${value}`,
          t('commands.afterAll', { name: label }),
          () => void reported(call.chooseAfterAll({ action: value })),
        ),
      ),
  ];
}
