import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  columns,
  firstLayout,
  fittingColumns,
  gridTemplate,
  layoutIn,
  movedBy,
  movedTo,
  withColumn,
  withWidth,
  type ColumnLayout,
} from './columns.ts';

test('a narrow list lets columns go in a fixed order, and never the first three', () => {
  const shownAt = (width: number) => fittingColumns(firstLayout, width).join(' ');
  expect(shownAt(1_000)).toBe('name state progress size speed time-left added');
  expect(shownAt(800)).toBe('name state progress size speed time-left');
  expect(shownAt(700)).toBe('name state progress speed time-left');
  expect(shownAt(600)).toBe('name state progress speed');
  expect(shownAt(300)).toBe('name state progress');
});

test('columns are shown, hidden, moved and sized', () => {
  const withHost = withColumn(firstLayout, 'host', true);
  expect(withHost.shown.at(-1)).toBe('host');
  expect(withColumn(withHost, 'host', false)).toEqual(firstLayout);
  expect(withColumn(firstLayout, 'name', false)).toBe(firstLayout);
  expect(movedTo(firstLayout, 'added', 'state').shown.slice(0, 3)).toEqual(['name', 'added', 'state']);
  expect(movedTo(firstLayout, 'name', 'progress').shown.slice(0, 3)).toEqual(['state', 'progress', 'name']);
  expect(movedBy(firstLayout, ['name', 'state'], 'state', 1)).toBe(firstLayout);
  expect(movedBy(firstLayout, ['name', 'added'], 'added', -1).shown[0]).toBe('added');
  expect(gridTemplate(['name', 'size'], withWidth(firstLayout, 'size', 10))).toBe(
    'minmax(var(--name-least), 1fr) 44px',
  );
});

test('what was stored comes back, whatever somebody wrote there', () => {
  const layout = withWidth(withColumn(firstLayout, 'comment', true), 'comment', 220);
  expect(layoutIn(JSON.stringify(layout))).toEqual(layout);
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.constant(null)), (text) => {
      const { shown, widths } = layoutIn(text);
      expect(shown).toContain('name');
      expect(new Set(shown).size).toBe(shown.length);
      for (const width of Object.values(widths)) expect(width).toBeGreaterThanOrEqual(44);
    }),
  );
});

test('whatever is done to a layout, it holds each column at most once and the name always', () => {
  const column = fc.constantFrom(...columns);
  const step = fc.oneof(
    fc.tuple(column, fc.boolean()).map(
      ([one, show]) =>
        (of: ColumnLayout) =>
          withColumn(of, one, show),
    ),
    fc.tuple(column, column).map(
      ([one, place]) =>
        (of: ColumnLayout) =>
          movedTo(of, one, place),
    ),
    fc.tuple(column, fc.double()).map(
      ([one, width]) =>
        (of: ColumnLayout) =>
          withWidth(of, one, width),
    ),
  );
  fc.assert(
    fc.property(fc.array(step), fc.nat(2_000), (steps, width) => {
      const layout = steps.reduce((of, change) => change(of), firstLayout);
      expect(new Set(layout.shown).size).toBe(layout.shown.length);
      expect(fittingColumns(layout, width)).toContain('name');
    }),
  );
});
