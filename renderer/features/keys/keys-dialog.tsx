import { useTranslation } from 'react-i18next';
import { closeDialog } from '../../state/store.ts';
import { commandKey, isApple } from '../../ui/command-key.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './keys-dialog.module.css';

/** The list of keys. */
export function KeysDialog() {
  const { t } = useTranslation(['keys', 'common']);
  const arrows = t('arrows');
  const keys = [
    [commandKey('V'), t('paste')],
    [commandKey('F'), t('search')],
    [arrows, t('move')],
    [`Shift+${arrows}`, t('extend')],
    [commandKey('A'), t('all')],
    [t('space'), t('toggle')],
    ['Enter', t('open')],
    [isApple ? '⌘⌫' : 'Delete', t('remove')],
    ['Shift+F10', t('menu')],
    [arrows, t('panes')],
    ['Esc', t('escape')],
    ['F1', t('list')],
  ] as const;
  return (
    <Dialog title={t('title')} closeLabel={t('common:close')} size="small" onClose={closeDialog}>
      <dl className={styles.keys}>
        {keys.map(([key, does]) => (
          <div key={does} className={styles.line}>
            <dt>{does}</dt>
            <dd>
              <kbd className={styles.key}>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
