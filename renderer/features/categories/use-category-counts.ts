import { useMemo } from 'react';
import type { Category } from '../../state/category.ts';
import { countByCategory } from '../../state/category.ts';
import { useStore } from '../../state/store.ts';

export function useCategoryCounts(): Readonly<Record<Category, number>> {
  const library = useStore((state) => state.library);
  return useMemo(() => countByCategory(library.values()), [library]);
}
