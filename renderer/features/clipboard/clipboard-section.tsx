import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clipboardModes, type Settings } from '../../../shared/model/settings.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from '../settings/settings-dialog.module.css';
import { ClipboardNote } from './clipboard-note.tsx';

const kibibyte = 1_024;

/** Whether links are taken from the clipboard, and which. */
export function ClipboardSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation(['clipboard', 'common']);
  const commands = useCommands();
  const [types, setTypes] = useState(settings.clipboardTypes);
  const on = settings.clipboardWatch !== 'off';
  return (
    <section className={styles.section}>
      <h3>{t('title')}</h3>
      <div className={styles.numbers}>
        <SelectField
          label={t('watch')}
          hint={t('watchHint')}
          value={settings.clipboardWatch}
          options={clipboardModes.map((value) => ({ value, label: t(`mode.${value}`) }))}
          onChange={(clipboardWatch) => void commands.setSettings({ clipboardWatch })}
        />
        {on ? (
          <NumberField
            label={t('least')}
            hint={t('leastHint')}
            value={Math.round(settings.clipboardLeast / kibibyte)}
            min={0}
            max={1_048_576}
            onChange={(least) => void commands.setSettings({ clipboardLeast: least * kibibyte })}
            increaseLabel={t('common:increase')}
            decreaseLabel={t('common:decrease')}
          />
        ) : null}
      </div>
      {on ? (
        <div
          onBlur={() => {
            if (types !== settings.clipboardTypes) void commands.setSettings({ clipboardTypes: types });
          }}
        >
          <TextField label={t('types')} value={types} hint={t('typesHint')} onChange={setTypes} />
        </div>
      ) : null}
      <ClipboardNote mode={settings.clipboardWatch} />
    </section>
  );
}
