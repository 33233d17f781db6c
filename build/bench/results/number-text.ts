import type { Goal, GoalUnit } from './goals.ts';

/** With so many digits as the unit needs; "not measured" for NaN. */
export function valueText(value: number, unit: GoalUnit): string {
  if (!Number.isFinite(value)) return 'not measured';
  const digits = unit === 'x' ? 2 : unit === '%' || unit === 'MiB' || (unit === 'ms' && value < 10) ? 1 : 0;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit === 'x' ? '×' : unit}`}`;
}

export function boundText({ bound, unit }: Pick<Goal, 'bound' | 'unit'>): string {
  return bound === null ? '' : `≤ ${valueText(bound, unit)}`;
}

/** Nothing for NaN. */
export function fixed(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '';
}

/** Decimal units, as servers and lines are counted; MiB where it is a whole number of them. */
export function sizeText(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  if (Number.isInteger(mebibytes))
    return mebibytes % 1024 === 0 ? `${String(mebibytes / 1024)} GiB` : `${String(mebibytes)} MiB`;
  return bytes >= 1e9
    ? `${String(Math.round(bytes / 1e7) / 100)} GB`
    : `${String(Math.round(bytes / 1e4) / 100)} MB`;
}
