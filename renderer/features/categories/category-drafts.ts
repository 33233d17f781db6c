import { isStandardCategory, type Category } from '../../../shared/model/category.ts';

/** Words of a field that takes several: parted by spaces or commas, endings without their dot. */
export function wordsIn(text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/u)
    .map((word) => word.replace(/^\.+/, ''));
  return [...new Set(words.filter(Boolean))];
}

/** An id that none of these has. */
export function freeId(categories: readonly Category[]): string {
  const taken = new Set(categories.map(({ id }) => id));
  for (let number = 1; ; number += 1) {
    const id = `own-${number}`;
    if (!taken.has(id)) return id;
  }
}

export function newCategory(categories: readonly Category[], name: string, parent: string | null): Category {
  return { id: freeId(categories), name, parent, folder: '', extensions: [], hosts: [], types: [] };
}

/** Without a category; those that stood in it stand where it stood. */
export function withoutCategory(categories: readonly Category[], id: string): readonly Category[] {
  const gone = categories.find((category) => category.id === id);
  return categories
    .filter((category) => category.id !== id)
    .map((category) => (category.parent === id ? { ...category, parent: gone?.parent ?? null } : category));
}

export function withCategory(
  categories: readonly Category[],
  id: string,
  change: Partial<Category>,
): readonly Category[] {
  return categories.map((category) => (category.id === id ? { ...category, ...change } : category));
}

/** One of the user's own that has no name; null where all are complete. */
export function namelessCategory(categories: readonly Category[]): Category | null {
  return categories.find(({ id, name }) => name.trim() === '' && !isStandardCategory(id)) ?? null;
}
