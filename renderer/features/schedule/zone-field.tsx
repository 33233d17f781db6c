import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/store.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';

/** The zone that all times of the week are in; taken when the field is left. */
export function ZoneField() {
  const { t } = useTranslation('schedule');
  const commands = useCommands();
  const zone = useStore((state) => state.settings?.timeZone ?? '');
  const [text, setText] = useState(zone);
  return (
    <div
      onBlur={() => {
        const timeZone = text.trim();
        if (timeZone === zone) return;
        void commands.setSettings({ timeZone }).then((settings) => setText(settings?.timeZone ?? zone));
      }}
    >
      <TextField
        label={t('zone')}
        value={text}
        placeholder={t('zonePlaceholder')}
        hint={t('zoneHint')}
        onChange={setText}
      />
    </div>
  );
}
