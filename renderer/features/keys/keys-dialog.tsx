import { useTranslation } from 'react-i18next';
import { closeDialog } from '../../state/store.ts';
import { commandKey } from '../../ui/command-key.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { keyText } from '../commands/key-table.ts';
import { useWindowCommands } from '../commands/use-window-commands.ts';
import styles from './keys-dialog.module.css';

/** The list of keys: those of the commands, then those that move or that only some places know. */
export function KeysDialog() {
  const { t } = useTranslation(['keys', 'common']);
  const commands = useWindowCommands().flatMap(({ key, label }) =>
    key === null ? [] : [[keyText(key, t('space')), label] as const],
  );
  const arrows = t('arrows');
  const keys = [
    [commandKey('V'), t('paste')],
    ...commands,
    [arrows, t('move')],
    [`Shift+${arrows}`, t('extend')],
    ['Shift+F10', t('menu')],
    [arrows, t('panes')],
    ['F6', t('notices')],
    ['Esc', t('escape')],
  ] as const;
  return (
    <Dialog title={t('title')} closeLabel={t('common:close')} size="small" onlyText onClose={closeDialog}>
      <dl className={styles.keys}>
        {keys.map(([key, does]) => (
          <div key={does} className={styles.line}>
            <dt>{does}</dt>
            <dd>
              <KeyCap>{key}</KeyCap>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
