import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/model/settings.ts';
import { useStore } from '../../state/store.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useAfterAllOptions } from '../after-all/use-after-all-options.ts';
import { useCommands } from '../commands/use-commands.ts';
import styles from '../settings/settings-dialog.module.css';
import { CommandField } from './command-field.tsx';
import { playTone } from './tone.ts';

/** What happens when a download has ended, and when all have, every time. */
export function CompletionSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('after-completion');
  const commands = useCommands();
  const host = useStore((state) => state.host);
  const afterAll = useAfterAllOptions();
  return (
    <section className={styles.section}>
      <h3>{t('title')}</h3>
      <Checkbox
        checked={settings.doneSound}
        hint={t('soundHint')}
        onChange={(doneSound) => {
          // Heard at once; and the browser lets tones be heard from here on.
          if (doneSound) playTone();
          void commands.setSettings({ doneSound });
        }}
      >
        {t('sound')}
      </Checkbox>
      {host?.canOpenFiles === true ? (
        <Checkbox
          checked={settings.doneOpen}
          hint={t('openHint')}
          onChange={(doneOpen) => void commands.setSettings({ doneOpen })}
        >
          {t('open')}
        </Checkbox>
      ) : (
        <p className={styles.note}>{t('cannotOpen')}</p>
      )}
      {host?.runsCommands === true ? (
        <CommandField settings={settings} />
      ) : (
        <p className={styles.note}>{t('cannotRun')}</p>
      )}
      {afterAll.length > 1 ? (
        <SelectField
          label={t('afterAll')}
          hint={t('afterAllHint')}
          value={settings.afterAll}
          options={afterAll}
          onChange={(action) => void commands.setSettings({ afterAll: action })}
        />
      ) : (
        <p className={styles.note}>{t('cannotPower')}</p>
      )}
    </section>
  );
}
