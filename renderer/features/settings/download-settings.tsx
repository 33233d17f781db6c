import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailure } from '../../../shared/contract/types.ts';
import { connectionsMost, type Settings } from '../../../shared/model/settings.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient } from '../../state/store.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { FolderField } from '../folders/folder-field.tsx';
import { NotifyField } from '../notices/notify-field.tsx';
import { RateField } from './rate-field.tsx';
import type { SettingRow } from './settings-sections.tsx';

/** Where downloads go, and how many and how fast they may be. */
export function useDownloadSettings(settings: Settings): readonly SettingRow[] {
  const { t } = useTranslation(['settings', 'common']);
  const commands = useCommands();
  const change = (part: Partial<Settings>) => void commands.setSettings(part);
  const steps = { increaseLabel: t('common:increase'), decreaseLabel: t('common:decrease'), min: 1 };
  const number = (
    name: 'connections' | 'jobs' | 'connectionsPerHost' | 'timeout',
    most: number,
  ): SettingRow => ({
    id: name,
    words: [t(name), t(`${name}Hint`)],
    field: (
      <NumberField
        label={t(name)}
        hint={t(`${name}Hint`)}
        value={settings[name]}
        max={most}
        onChange={(value) => change({ [name]: value })}
        {...steps}
      />
    ),
  });
  const tick = (name: 'sidecarSums'): SettingRow => ({
    id: name,
    words: [t(name), t(`${name}Hint`)],
    field: (
      <Checkbox
        checked={settings[name]}
        hint={t(`${name}Hint`)}
        onChange={(value) => change({ [name]: value })}
      >
        {t(name)}
      </Checkbox>
    ),
  });
  return [
    { id: 'folder', words: [t('folder'), t('folderHint')], field: <Folder settings={settings} /> },
    number('connections', connectionsMost),
    number('jobs', 100),
    number('connectionsPerHost', connectionsMost),
    number('timeout', 3_600),
    { id: 'limit', words: [t('limit'), t('limitHint')], field: <Limit settings={settings} /> },
    {
      id: 'notify',
      words: [t('notify'), t('notifyHint')],
      field: <NotifyField notify={settings.notify} />,
    },
    tick('sidecarSums'),
  ];
}

/** Applied when it is left: half a path is none. One that is refused stays, with the reason below it. */
function Folder({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const client = useClient();
  const sentence = useFailureSentence();
  const [folder, setFolder] = useState(settings.folder);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  async function apply(): Promise<void> {
    const chosen = folder.trim();
    if (chosen === '') setFolder(settings.folder);
    const changed = chosen !== '' && chosen !== settings.folder;
    const answer = changed ? await client.call.setSettings({ folder: chosen }) : null;
    setFailure(answer === null || answer.ok ? null : answer.failure);
  }

  return (
    <div onBlur={() => void apply()}>
      <FolderField
        label={t('folder')}
        hint={t('folderHint')}
        value={folder}
        error={failure === null ? null : sentence(failure)}
        onChange={setFolder}
      />
    </div>
  );
}

function Limit({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const commands = useCommands();
  return (
    <RateField
      label={t('limit')}
      hint={t('limitHint')}
      rate={settings.limit}
      onChange={(limit) => void commands.setSettings({ limit, limitMode: 'limited' })}
    />
  );
}
