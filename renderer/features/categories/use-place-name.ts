import { useTranslation } from 'react-i18next';
import { isStandardCategory, type Category } from '../../../shared/model/category.ts';
import { categoryOfPlace, isFixed, type Place } from '../../state/place.ts';
import { useCategories } from '../../state/store.ts';

/** A category's name: its own, else the word for one of the first set. */
export function useCategoryName(): (category: Category) => string {
  const { t } = useTranslation('categories');
  return ({ id, name }) => {
    if (name !== '') return name;
    return isStandardCategory(id) ? t(`standard.${id}`) : t('dialog.unnamed');
  };
}

/** The name of the category of this id; empty where there is none. */
export function useCategoryLabel(): (id: string) => string {
  const categories = useCategories();
  const nameOf = useCategoryName();
  return (id) => {
    const category = categories.find((one) => one.id === id);
    return category === undefined ? '' : nameOf(category);
  };
}

/** The name of a place of the tree. */
export function usePlaceName(): (place: Place) => string {
  const { t } = useTranslation('categories');
  const categories = useCategories();
  const nameOf = useCategoryName();
  return (place) => {
    if (isFixed(place)) return t(`place.${place}`);
    const category = categories.find(({ id }) => id === categoryOfPlace(place));
    return category === undefined ? t('dialog.unnamed') : nameOf(category);
  };
}
