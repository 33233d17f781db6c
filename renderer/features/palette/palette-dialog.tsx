import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { closeDialog } from '../../state/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { KeyCap } from '../../ui/key-cap.tsx';
import { keyText } from '../commands/key-table.ts';
import { useWindowCommands } from '../commands/use-window-commands.ts';
import type { WindowCommand } from '../commands/window-command.ts';
import { fuzzyFilter } from './fuzzy-match.ts';
import styles from './palette-dialog.module.css';

/** Every command by its name: type, choose with the arrows, Enter does it. */
export function PaletteDialog() {
  const { t } = useTranslation(['palette', 'common', 'keys']);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const keepsFocus = useRef(false);
  const listId = useId();
  const commands = useWindowCommands().filter(({ id }) => id !== 'palette');
  const found = fuzzyFilter(query, commands, ({ label }) => label);
  const chosen = found[Math.min(at, found.length - 1)];
  const optionId = (command: WindowCommand): string => `${listId}${command.id}`;

  const run = (command: WindowCommand | undefined): void => {
    if (command === undefined || command.run === null) return;
    keepsFocus.current = command.takesFocus === true;
    closeDialog();
    // What it opens or finds is reached when the palette is gone.
    const { run: act } = command;
    setTimeout(act);
  };

  const choose = (index: number): void => {
    const next = (index + found.length) % Math.max(1, found.length);
    setAt(next);
    const command = found[next];
    if (command !== undefined)
      document.getElementById(optionId(command))?.scrollIntoView({ block: 'nearest' });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') choose(at + 1);
    else if (event.key === 'ArrowUp') choose(at - 1);
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog
      title={t('palette:title')}
      closeLabel={t('common:close')}
      size="top"
      initialFocus={input}
      givesFocusBack={() => !keepsFocus.current}
      onClose={closeDialog}
    >
      <input
        ref={input}
        role="combobox"
        className={styles.field}
        aria-label={t('palette:field')}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : optionId(chosen)}
        aria-autocomplete="list"
        placeholder={t('palette:placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={t('palette:list')} className={styles.list}>
        {found.map((command) => (
          <li
            key={command.id}
            id={optionId(command)}
            role="option"
            aria-selected={command === chosen}
            aria-disabled={command.run === null}
            title={command.run === null ? t('palette:unavailable') : undefined}
            className={joinClasses(styles.option, command.run === null && styles.unavailable)}
            onClick={() => run(command)}
          >
            <span className={styles.label}>{command.label}</span>
            {command.key === null ? null : <KeyCap>{keyText(command.key, t('keys:space'))}</KeyCap>}
          </li>
        ))}
      </ul>
      <p role="status" className={styles.none}>
        {found.length === 0 ? t('palette:none') : null}
      </p>
    </Dialog>
  );
}
