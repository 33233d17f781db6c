/** The type by which rows that are dragged are known; nothing outside of the window takes it. */
const rowsType = 'application/x-tributary-rows';

export function startRowDrag(data: DataTransfer, ids: readonly string[]): void {
  data.setData(rowsType, JSON.stringify(ids));
  data.effectAllowed = 'move';
}

export function holdsRows(data: DataTransfer): boolean {
  return data.types.includes(rowsType);
}

/** Ids of the rows that were dropped. */
export function droppedRows(data: DataTransfer): readonly string[] {
  try {
    const ids: unknown = JSON.parse(data.getData(rowsType));
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
