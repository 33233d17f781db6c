import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fillCommand, readCommand } from '../../../shared/model/command-template.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from './after-completion.module.css';

/** A command for each finished file. It is shown as it will be run, and is not run before a person says so. */
export function CommandField({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('after-completion');
  const commands = useCommands();
  const titleId = useId();
  const [text, setText] = useState(settings.doneCommand);
  const read = readCommand(text);
  const isOn = settings.doneCommandOn && text === settings.doneCommand;
  const empty = text.trim() === '';
  const example = {
    folder: t('exampleFolder'),
    name: t('exampleName'),
    file: `${t('exampleFolder')}/${t('exampleName')}`,
    url: 'https://example.org/file.iso',
  };
  return (
    <div className={styles.command}>
      <div
        onBlur={() => {
          if (text !== settings.doneCommand) void commands.setSettings({ doneCommand: text });
        }}
      >
        <TextField
          label={t('command')}
          mono
          value={text}
          placeholder="clamscan --no-summary {file}"
          hint={t('commandHint')}
          error={read.ok || empty ? null : t(`fault.${read.failure}`)}
          onChange={setText}
        />
      </div>
      {read.ok ? (
        <div role="group" aria-labelledby={titleId} className={styles.preview}>
          <p id={titleId}>{t(isOn ? 'runs' : 'wouldRun')}</p>
          <ol className={styles.words}>
            {fillCommand(read.value, example).map((word, index) => (
              <li key={index}>
                <code>{word === '' ? '""' : word}</code>
              </li>
            ))}
          </ol>
          <div>
            {isOn ? (
              <Button onClick={() => void commands.setSettings({ doneCommandOn: false })}>{t('stop')}</Button>
            ) : (
              <Button onClick={() => void commands.setSettings({ doneCommand: text, doneCommandOn: true })}>
                {t('allow')}
              </Button>
            )}
          </div>
        </div>
      ) : null}
    </div>
  );
}
