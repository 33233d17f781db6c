import { FileSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClient, useStore } from '../../state/store.ts';
import { FieldLine } from '../../ui/field-line.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface GivenFileFieldProps {
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** A file that another program left half done: typed, or chosen where the system has a chooser. */
export function GivenFileField({ value, onChange }: GivenFileFieldProps) {
  const { t } = useTranslation('add');
  const client = useClient();
  const native = useStore((state) => state.host?.canChooseFolder ?? false);
  const choose = async (): Promise<void> => {
    const chosen = await client.call.chooseFile();
    if (chosen.ok && chosen.value !== null) onChange(chosen.value);
  };
  return (
    <FieldLine>
      <TextField
        label={t('givenFile')}
        placeholder={t('givenFilePlaceholder')}
        hint={t('givenFileHint')}
        value={value}
        onChange={onChange}
      />
      {native ? (
        <IconButton label={t('chooseGivenFile')} icon={<FileSearch />} onClick={() => void choose()} />
      ) : null}
    </FieldLine>
  );
}
