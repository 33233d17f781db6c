import { Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryTree, isStandardCategory, type Category } from '../../../shared/model/category.ts';
import { placeOfCategory } from '../../state/place.ts';
import { closeDialog, useCategories } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LineButton, LineList } from '../../ui/line-list.tsx';
import { SideList } from '../../ui/side-list.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { namelessCategory, newCategory, withCategory, withoutCategory } from './category-drafts.ts';
import { CategoryForm } from './category-form.tsx';
import { PlaceIcon } from './place-icon.tsx';
import { useCategoryName } from './use-place-name.ts';

interface CategoriesDialogProps {
  /** Id of the one shown first; `new`: one is made, in `parent`. */
  readonly chosen: string | null;
  readonly parent: string | null;
}

interface Draft {
  readonly categories: readonly Category[];
  readonly chosen: string;
}

/** Makes, changes and deletes categories. Nothing is changed until they are saved. */
export function CategoriesDialog({ chosen: first, parent }: CategoriesDialogProps) {
  const { t } = useTranslation(['categories', 'common']);
  const commands = useCommands();
  const saved = useCategories();
  const nameOf = useCategoryName();
  const name = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [{ categories, chosen }, setDraft] = useState<Draft>(() => {
    if (first !== 'new') return { categories: saved, chosen: first ?? saved[0]?.id ?? '' };
    const made = newCategory(saved, t('dialog.untitled'), parent);
    return { categories: [...saved, made], chosen: made.id };
  });
  const [failed, setFailed] = useState(false);
  const category = categories.find(({ id }) => id === chosen);

  function add(): void {
    const made = newCategory(categories, t('dialog.untitled'), category?.parent ?? null);
    setDraft({ categories: [...categories, made], chosen: made.id });
    requestAnimationFrame(() => name.current?.select());
  }

  function remove(id: string): void {
    const left = withoutCategory(categories, id);
    setDraft({
      categories: left,
      chosen: categories.find((one) => one.id === id)?.parent ?? left[0]?.id ?? '',
    });
  }

  async function save(): Promise<void> {
    const nameless = namelessCategory(categories);
    if (nameless !== null) {
      setDraft({ categories, chosen: nameless.id });
      setFailed(true);
      return;
    }
    if ((await commands.setSettings({ categories })) !== null) closeDialog();
  }

  return (
    <Dialog
      title={t('dialog.title')}
      closeLabel={t('common:close')}
      size="medium"
      keepOnOutsidePress
      initialFocus={name}
      onClose={closeDialog}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button type="submit" variant="accent">
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <SideList
        side={
          <>
            <LineList label={t('dialog.list')}>
              {categoryTree(categories).map(({ category: one, depth }) => (
                <LineButton
                  key={one.id}
                  icon={<PlaceIcon place={placeOfCategory(one.id)} />}
                  current={one.id === chosen}
                  depth={Math.min(depth, 4)}
                  onClick={() => setDraft({ categories, chosen: one.id })}
                >
                  {nameOf(one)}
                </LineButton>
              ))}
            </LineList>
            <Button icon={<Plus aria-hidden />} onClick={add}>
              {t('dialog.new')}
            </Button>
          </>
        }
      >
        {category === undefined ? null : (
          <>
            <CategoryForm
              key={category.id}
              category={category}
              categories={categories}
              nameRef={name}
              error={failed && category.name.trim() === '' ? t('dialog.needsName') : null}
              onChange={(change) =>
                setDraft({ categories: withCategory(categories, category.id, change), chosen })
              }
            />
            {isStandardCategory(category.id) ? null : (
              <div>
                <Button icon={<Trash2 aria-hidden />} onClick={() => remove(category.id)}>
                  {t('dialog.delete')}
                </Button>
              </div>
            )}
          </>
        )}
      </SideList>
    </Dialog>
  );
}
