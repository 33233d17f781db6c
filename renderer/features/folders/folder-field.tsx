import { FolderSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useStore } from '../../state/store.ts';
import { FieldLine } from '../../ui/field-line.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FolderDialog } from './folder-dialog.tsx';

interface FolderFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (folder: string) => void;
  readonly hint?: string;
  readonly error?: string | null;
}

/** A folder's path, typed or chosen: by the system's own chooser, else among the host's folders. */
export function FolderField({ label, value, onChange, hint, error = null }: FolderFieldProps) {
  const { t } = useTranslation('add');
  const client = useClient();
  const native = useStore((state) => state.host?.canChooseFolder ?? false);
  const [browsing, setBrowsing] = useState(false);

  async function choose(): Promise<void> {
    if (!native) {
      setBrowsing(true);
      return;
    }
    const chosen = await client.call.chooseFolder();
    if (chosen.ok && chosen.value !== null) onChange(chosen.value);
  }

  return (
    <FieldLine>
      <TextField label={label} value={value} onChange={onChange} hint={hint ?? null} error={error} />
      <IconButton label={t('chooseFolder')} icon={<FolderSearch />} onClick={() => void choose()} />
      {browsing ? (
        <FolderDialog
          start={value}
          onClose={() => setBrowsing(false)}
          onChoose={(folder) => {
            setBrowsing(false);
            onChange(folder);
          }}
        />
      ) : null}
    </FieldLine>
  );
}
