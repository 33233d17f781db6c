import { Trash2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isTrashed } from '../../state/actions.ts';
import { useSelectedDownloads, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from './trash-bar.module.css';

/** Above the list while it shows the trash: out of it, or all of it for good. */
export function TrashBar() {
  const { t } = useTranslation('trash');
  const commands = useCommands();
  const selected = useSelectedDownloads();
  const shown = useStore((state) => state.place === 'trash' && state.rows.length > 0);
  if (!shown) return null;
  return (
    <div role="group" aria-label={t('bar')} className={styles.bar}>
      <span className={styles.text}>{t('text')}</span>
      <Button
        size="small"
        icon={<Undo2 aria-hidden />}
        unavailable={!selected.some(isTrashed)}
        onClick={() => commands.restore(selected)}
      >
        {t('restore')}
      </Button>
      <Button size="small" icon={<Trash2 aria-hidden />} onClick={commands.askToEmptyTrash}>
        {t('empty')}
      </Button>
    </div>
  );
}
