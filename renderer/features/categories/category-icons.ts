import { ArrowDownToLine, CircleCheck, CircleX, Clock, Layers } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Category } from '../../state/category.ts';

export const categoryIcons: Readonly<Record<Category, LucideIcon>> = {
  all: Layers,
  downloading: ArrowDownToLine,
  waiting: Clock,
  finished: CircleCheck,
  failed: CircleX,
};
