import {
  AppWindow,
  Archive,
  ArrowDownToLine,
  CircleCheck,
  CircleX,
  Clock,
  FileText,
  Film,
  Folder,
  Image,
  Layers,
  Music,
  Trash2,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { isStandardCategory, type StandardCategoryId } from '../../../shared/model/category.ts';
import { categoryOfPlace, isFixed, type FixedPlace, type Place } from '../../state/place.ts';

const fixedIcons: Readonly<Record<FixedPlace, LucideIcon>> = {
  all: Layers,
  downloading: ArrowDownToLine,
  waiting: Clock,
  finished: CircleCheck,
  failed: CircleX,
  trash: Trash2,
};

const categoryIcons: Readonly<Record<StandardCategoryId, LucideIcon>> = {
  software: AppWindow,
  documents: FileText,
  music: Music,
  video: Film,
  archives: Archive,
  images: Image,
};

export function PlaceIcon({
  place,
  className,
}: {
  readonly place: Place;
  readonly className?: string | undefined;
}) {
  const Icon = iconOf(place);
  return <Icon className={className} aria-hidden />;
}

function iconOf(place: Place): LucideIcon {
  if (isFixed(place)) return fixedIcons[place];
  const id = categoryOfPlace(place) ?? '';
  return isStandardCategory(id) ? categoryIcons[id] : Folder;
}
