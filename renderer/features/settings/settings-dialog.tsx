import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/model/settings.ts';
import { connectionsMost } from '../../../shared/model/settings.ts';
import { closeDialog, useStore } from '../../state/store.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { TrustedCertificates } from '../certificate/trusted-certificates.tsx';
import { FolderField } from '../folders/folder-field.tsx';
import { useLanguageOptions, useThemeOptions } from './appearance-options.ts';
import { RememberedServers } from '../sign-in/remembered-servers.tsx';
import { ProxySection } from './proxy-section.tsx';
import { parseRate, rateText } from './rate-text.ts';
import styles from './settings-dialog.module.css';

/** Settings; every change is applied at once. */
export function SettingsDialog() {
  const { t } = useTranslation(['settings', 'common']);
  const settings = useStore((state) => state.settings);
  return (
    <Dialog title={t('title')} closeLabel={t('common:close')} onClose={closeDialog}>
      {settings === null ? null : <SettingsForm settings={settings} />}
    </Dialog>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation(['settings', 'common', 'toolbar']);
  const commands = useCommands();
  const change = (part: Partial<Settings>) => void commands.setSettings(part);
  const [folder, setFolder] = useState(settings.folder);
  const [limit, setLimit] = useState(rateText(settings.limit));
  const steps = { increaseLabel: t('common:increase'), decreaseLabel: t('common:decrease') };

  return (
    <div className={styles.form}>
      <section className={styles.section}>
        <h3>{t('downloads')}</h3>
        <div
          onBlur={() => {
            if (folder !== settings.folder && folder.trim() !== '') change({ folder: folder.trim() });
          }}
        >
          <FolderField label={t('folder')} value={folder} onChange={setFolder} />
        </div>
        <div className={styles.numbers}>
          <NumberField
            label={t('connections')}
            value={settings.connections}
            min={1}
            max={connectionsMost}
            onChange={(connections) => change({ connections })}
            {...steps}
          />
          <NumberField
            label={t('jobs')}
            value={settings.jobs}
            min={1}
            max={100}
            onChange={(jobs) => change({ jobs })}
            {...steps}
          />
          <NumberField
            label={t('connectionsPerHost')}
            value={settings.connectionsPerHost}
            min={1}
            max={connectionsMost}
            onChange={(connectionsPerHost) => change({ connectionsPerHost })}
            {...steps}
          />
        </div>
        <div className={styles.limit}>
          <TextField
            label={t('limit')}
            value={limit}
            placeholder={t('limitPlaceholder')}
            hint={t('limitHint')}
            error={parseRate(limit) === null ? t('limitWrong') : null}
            onChange={(text) => {
              setLimit(text);
              const rate = parseRate(text);
              if (rate !== null && rate !== settings.limit) change({ limit: rate, limitMode: 'limited' });
            }}
          />
        </div>
        <Checkbox checked={settings.notify} onChange={(notify) => change({ notify })}>
          {t('notify')}
        </Checkbox>
        <Checkbox checked={settings.sidecarSums} onChange={(sidecarSums) => change({ sidecarSums })}>
          {t('sidecarSums')}
        </Checkbox>
      </section>
      <ProxySection settings={settings} />
      <section className={styles.section}>
        <h3>{t('window')}</h3>
        <div className={styles.numbers}>
          <SelectField
            label={t('toolbar:language')}
            value={settings.language}
            options={useLanguageOptions()}
            onChange={(language) => change({ language })}
          />
          <SelectField
            label={t('toolbar:theme')}
            value={settings.theme}
            options={useThemeOptions()}
            onChange={(theme) => change({ theme })}
          />
        </div>
      </section>
      <RememberedServers />
      <TrustedCertificates />
      <p className={styles.note}>{t('applied')}</p>
    </div>
  );
}
