import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/model/settings.ts';
import { useStore } from '../../state/store.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { useLanguageOptions, useThemeOptions } from './appearance-options.ts';
import type { SettingRow } from './settings-sections.tsx';

/** How the window speaks and looks. */
export function useWindowSettings(settings: Settings): readonly SettingRow[] {
  const { t } = useTranslation(['settings', 'toolbar', 'drop-zone']);
  const commands = useCommands();
  const languages = useLanguageOptions();
  const themes = useThemeOptions();
  const inBrowser = useStore((state) => state.host?.kind === 'headless');
  const what = t(inBrowser ? 'drop-zone:whatHere' : 'drop-zone:what');
  return [
    {
      id: 'language',
      words: [t('toolbar:language'), t('languageHint'), ...languages.map(({ label }) => label)],
      field: (
        <SelectField
          label={t('toolbar:language')}
          hint={t('languageHint')}
          value={settings.language}
          options={languages}
          onChange={(language) => void commands.setSettings({ language })}
        />
      ),
    },
    {
      id: 'theme',
      words: [t('toolbar:theme'), t('themeHint'), ...themes.map(({ label }) => label)],
      field: (
        <SelectField
          label={t('toolbar:theme')}
          hint={t('themeHint')}
          value={settings.theme}
          options={themes}
          onChange={(theme) => void commands.setSettings({ theme })}
        />
      ),
    },
    {
      id: 'drop-zone',
      words: [t('drop-zone:title'), what],
      field: (
        <Checkbox
          checked={settings.dropZone}
          hint={what}
          onChange={(dropZone) => void commands.setSettings({ dropZone })}
        >
          {t('drop-zone:title')}
        </Checkbox>
      ),
    },
  ];
}
