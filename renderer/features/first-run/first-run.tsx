import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clipboardModes, type Settings } from '../../../shared/model/settings.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { FolderField } from '../folders/folder-field.tsx';
import { useLanguageOptions } from '../settings/appearance-options.ts';
import { ClipboardNote } from '../clipboard/clipboard-note.tsx';
import styles from './first-run.module.css';

/** Three choices for somebody who has just come. Nothing waits for it, and it comes once only. */
export function FirstRun() {
  const settings = useStore((state) => state.settings);
  return settings === null || settings.welcomed ? null : <FirstChoices settings={settings} />;
}

function FirstChoices({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation(['first-run', 'settings', 'toolbar', 'clipboard']);
  const commands = useCommands();
  const [folder, setFolder] = useState(settings.folder);
  const chosen = folder.trim();
  const changed = chosen !== '' && chosen !== settings.folder;

  const finish = async (): Promise<void> => {
    // A folder that is refused is told, and the page stays.
    const taken = changed ? await commands.setSettings({ folder: chosen }) : settings;
    if (taken !== null) await commands.setSettings({ welcomed: true });
  };

  return (
    <section className={styles.card} aria-labelledby="first-run">
      <h3 id="first-run" className={styles.title}>
        {t('title')}
      </h3>
      <p className={styles.text}>{t('text')}</p>
      <FolderField label={t('settings:folder')} value={folder} onChange={setFolder} />
      <div className={styles.choices}>
        <SelectField
          label={t('toolbar:language')}
          value={settings.language}
          options={useLanguageOptions()}
          onChange={(language) => void commands.setSettings({ language })}
        />
        <SelectField
          label={t('clipboard:watch')}
          value={settings.clipboardWatch}
          options={clipboardModes.map((value) => ({ value, label: t(`clipboard:mode.${value}`) }))}
          onChange={(clipboardWatch) => void commands.setSettings({ clipboardWatch })}
        />
      </div>
      <ClipboardNote mode={settings.clipboardWatch} />
      <div className={styles.buttons}>
        <Button variant="quiet" onClick={() => void commands.setSettings({ welcomed: true })}>
          {t('skip')}
        </Button>
        <Button onClick={() => void finish()}>{t('done')}</Button>
      </div>
    </section>
  );
}
