/** What a row can show of a download. */
export const columns = [
  'name',
  'state',
  'progress',
  'size',
  'speed',
  'time-left',
  'added',
  'finished',
  'host',
  'category',
  'connections',
  'comment',
] as const;

export type Column = (typeof columns)[number];

/** Which columns a person wants, from left to right, and how wide those are that were sized. Pixels. */
export interface ColumnLayout {
  readonly shown: readonly Column[];
  readonly widths: Readonly<Partial<Record<Column, number>>>;
}

export const firstLayout: ColumnLayout = {
  shown: ['name', 'state', 'progress', 'size', 'speed', 'time-left', 'added'],
  widths: {},
};

/** Widths that nobody chose; the name and the state take what is left besides. */
const usualWidths: Readonly<Record<Column, number>> = {
  name: 130,
  state: 148,
  progress: 156,
  size: 76,
  speed: 88,
  'time-left': 64,
  added: 68,
  finished: 68,
  host: 140,
  category: 104,
  connections: 52,
  comment: 160,
};

/** The last of these makes room first; the others always stay. */
const leavingOrder: readonly Column[] = [
  'speed',
  'time-left',
  'size',
  'added',
  'host',
  'category',
  'finished',
  'comment',
  'connections',
];

const gap = 16;
const widthLeast = 44;
const widthMost = 900;

/** The columns that have room in `width` pixels, in their order. */
export function fittingColumns(layout: ColumnLayout, width: number): readonly Column[] {
  const leaving = layout.shown
    .filter((column) => leavingOrder.includes(column))
    .toSorted((a, b) => leavingOrder.indexOf(b) - leavingOrder.indexOf(a));
  const left = new Set(layout.shown);
  let needed = layout.shown.reduce((sum, column) => sum + widthOf(layout, column) + gap, -gap);
  for (const column of leaving) {
    if (needed <= width) break;
    left.delete(column);
    needed -= widthOf(layout, column) + gap;
  }
  return layout.shown.filter((column) => left.has(column));
}

/** The columns as CSS lays a grid out; the styles say how narrow those may be that always stay. */
export function gridTemplate(shown: readonly Column[], layout: ColumnLayout): string {
  return shown
    .map((column) => {
      const chosen = layout.widths[column];
      if (chosen !== undefined) return `${chosen}px`;
      if (column === 'name') return 'minmax(var(--name-least), 1fr)';
      if (column === 'state') return 'minmax(var(--state-least), 0.5fr)';
      if (column === 'progress') return `minmax(var(--progress-least), var(--progress-most))`;
      return `${usualWidths[column]}px`;
    })
    .join(' ');
}

export function widthOf(layout: ColumnLayout, column: Column): number {
  return layout.widths[column] ?? usualWidths[column];
}

export function withWidth(layout: ColumnLayout, column: Column, width: number): ColumnLayout {
  const whole = Math.round(Math.min(widthMost, Math.max(widthLeast, width)));
  return { ...layout, widths: { ...layout.widths, [column]: whole } };
}

/** Shows a column, at the end, or hides it; the name is always shown. */
export function withColumn(layout: ColumnLayout, column: Column, show: boolean): ColumnLayout {
  const others = layout.shown.filter((one) => one !== column);
  if (show) return layout.shown.includes(column) ? layout : { ...layout, shown: [...others, column] };
  return column === 'name' ? layout : { ...layout, shown: others };
}

/** Puts a column to the place where another stands. */
export function movedTo(layout: ColumnLayout, column: Column, place: Column): ColumnLayout {
  const to = layout.shown.indexOf(place);
  if (to === -1 || !layout.shown.includes(column)) return layout;
  return { ...layout, shown: layout.shown.filter((one) => one !== column).toSpliced(to, 0, column) };
}

/** One place to the left (-1) or to the right (1), past what has no room. */
export function movedBy(
  layout: ColumnLayout,
  visible: readonly Column[],
  column: Column,
  by: -1 | 1,
): ColumnLayout {
  const beside = visible[visible.indexOf(column) + by];
  return beside === undefined ? layout : movedTo(layout, column, beside);
}

/** A layout as it was stored; whatever is none is as on the first day. */
export function layoutIn(text: string | null): ColumnLayout {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    return firstLayout;
  }
  if (typeof stored !== 'object' || stored === null) return firstLayout;
  const { shown, widths } = stored as Partial<Record<keyof ColumnLayout, unknown>>;
  if (!Array.isArray(shown)) return firstLayout;
  const known = [...new Set(shown.filter(isColumn))];
  const sizes = typeof widths === 'object' && widths !== null ? Object.entries(widths) : [];
  const layout: ColumnLayout = { shown: known.includes('name') ? known : ['name', ...known], widths: {} };
  return sizes.reduce<ColumnLayout>(
    (before, [column, width]) =>
      isColumn(column) && typeof width === 'number' && Number.isFinite(width)
        ? withWidth(before, column, width)
        : before,
    layout,
  );
}

export function isColumn(value: unknown): value is Column {
  return (columns as readonly unknown[]).includes(value);
}
