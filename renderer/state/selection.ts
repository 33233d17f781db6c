/** Which rows are selected. `focus` is where the keyboard stands, `anchor` where a shift range began. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly focus: string | null;
  readonly anchor: string | null;
}

export const nothingSelected: Selection = { ids: new Set(), focus: null, anchor: null };

export function selectOnly(id: string): Selection {
  return { ids: new Set([id]), focus: id, anchor: id };
}

export function selectMany(ids: readonly string[]): Selection {
  return { ids: new Set(ids), focus: ids[0] ?? null, anchor: ids[0] ?? null };
}

/** Ctrl or Cmd with a click: in if it was out, out if it was in. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, focus: id, anchor: id };
}

/** Shift with a click or an arrow: everything from the anchor to `id`, in the order of `rows`. */
export function extendTo(selection: Selection, rows: readonly string[], id: string): Selection {
  const anchor = selection.anchor ?? id;
  const from = rows.indexOf(anchor);
  const to = rows.indexOf(id);
  if (from === -1 || to === -1) return selectOnly(id);
  return { ids: new Set(rows.slice(Math.min(from, to), Math.max(from, to) + 1)), focus: id, anchor };
}

export function selectAll(selection: Selection, rows: readonly string[]): Selection {
  const focus = selection.focus ?? rows[0] ?? null;
  return { ids: new Set(rows), focus, anchor: rows[0] ?? null };
}

/**
 * The id `by` rows below (above, where negative) the focus, held inside the list. Where nothing has
 * the focus, it is counted from above the first row. Null in an empty list.
 */
export function neighbour(selection: Selection, rows: readonly string[], by: number): string | null {
  const at = selection.focus === null ? -1 : rows.indexOf(selection.focus);
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))] ?? null;
}

/**
 * The selection after rows went away. Where nothing of it is left, the row that moved into the place
 * of the focused one is selected, so that Delete can be pressed again.
 */
export function keepVisible(
  selection: Selection,
  before: readonly string[],
  after: readonly string[],
): Selection {
  const there = new Set(after);
  const ids = [...selection.ids].filter((id) => there.has(id));
  if (ids.length === selection.ids.size && (selection.focus === null || there.has(selection.focus))) {
    return selection;
  }
  if (ids.length > 0) {
    const focus = selection.focus !== null && there.has(selection.focus) ? selection.focus : (ids[0] ?? null);
    const anchor = selection.anchor !== null && there.has(selection.anchor) ? selection.anchor : focus;
    return { ids: new Set(ids), focus, anchor };
  }
  if (selection.ids.size === 0 || selection.focus === null) return nothingSelected;
  const place = before.indexOf(selection.focus);
  const next =
    before.slice(place + 1).find((id) => there.has(id)) ??
    before.slice(0, Math.max(0, place)).findLast((id) => there.has(id));
  return next === undefined ? nothingSelected : selectOnly(next);
}
