import { useState, type DragEvent } from 'react';
import { categoryOfPlace, isFixed, type Place } from '../../state/place.ts';
import { useStore } from '../../state/store.ts';
import { useCommands } from '../commands/use-commands.ts';
import { droppedRows, holdsRows } from './row-drag.ts';

interface DropHandlers {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: () => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** Takes rows that are dropped on a category or on the trash; the first value is what they are over. */
export function useRowDrop(): readonly [Place | null, (place: Place) => DropHandlers | null] {
  const commands = useCommands();
  const [over, setOver] = useState<Place | null>(null);

  function drop(place: Place, ids: readonly string[]): void {
    const { library } = useStore.getState();
    const downloads = ids.flatMap((id) => library.get(id) ?? []);
    if (place === 'trash') commands.trash(downloads);
    else commands.fileUnder(ids, categoryOfPlace(place) ?? '');
  }

  const handlersFor = (place: Place): DropHandlers | null => {
    if (isFixed(place) && place !== 'trash') return null;
    return {
      onDragOver: (event) => {
        if (!holdsRows(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setOver(place);
      },
      onDragLeave: () => setOver(null),
      onDrop: (event) => {
        setOver(null);
        if (!holdsRows(event.dataTransfer)) return;
        event.preventDefault();
        drop(place, droppedRows(event.dataTransfer));
      },
    };
  };
  return [over, handlersFor];
}
