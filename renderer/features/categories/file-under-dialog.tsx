import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryTree } from '../../../shared/model/category.ts';
import { closeDialog, useCategories, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { useCategoryName } from './use-place-name.ts';
import styles from './category-fields.module.css';

/** Files downloads under a category that is chosen here, and says what becomes of their files. */
export function FileUnderDialog({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation(['categories', 'common']);
  const commands = useCommands();
  const categories = useCategories();
  const nameOf = useCategoryName();
  const first = useStore((state) => state.library.get(ids[0] ?? '')?.category ?? '');
  const tree = categoryTree(categories);
  const [chosen, setChosen] = useState(tree.some(({ category }) => category.id === first) ? first : '');
  const folder = categories.find(({ id }) => id === chosen)?.folder ?? '';
  const options = [
    { value: '', label: t('none') },
    ...tree.map(({ category, depth }) => ({
      value: category.id,
      label: `${'\u2003'.repeat(depth)}${nameOf(category)}`,
    })),
  ];

  function move(): void {
    commands.fileUnder(ids, chosen);
    closeDialog();
  }

  return (
    <Dialog
      title={t('fileUnder.title', { count: ids.length })}
      closeLabel={t('common:close')}
      size="small"
      onClose={closeDialog}
      onSubmit={move}
      footer={
        <>
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button type="submit" variant="accent">
            {t('fileUnder.move')}
          </Button>
        </>
      }
    >
      <div className={styles.field}>
        <SelectField label={t('fileUnder.label')} value={chosen} options={options} onChange={setChosen} />
        <p className={styles.note}>
          {folder === '' ? t('fileUnder.stays') : t('fileUnder.moves', { folder })}
        </p>
      </div>
    </Dialog>
  );
}
