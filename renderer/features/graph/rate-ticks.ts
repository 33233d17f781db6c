import { formatNumber, formatRate } from '../../../shared/model/units.ts';

/** Bytes per second between two lines of the grid: halves and doubles of each unit, which are exact in it. */
export const rateSteps = Array.from({ length: 44 }, (_, power) => 2 ** power);

/** Decimals of a label at most. */
const decimalsMost = 3;

/** Labels of ascending rates in bytes per second, all in the unit of the last and with as many decimals as they need. */
export function rateLabels(rates: readonly number[]): readonly string[] {
  const most = rates.at(-1) ?? 0;
  const unit = 1_024 ** Math.max(0, Math.floor(Math.log2(Math.max(1, most)) / 10));
  const step = (rates[1] ?? unit) - (rates[0] ?? 0);
  const decimals = Math.min(decimalsMost, Math.max(0, Math.ceil(Math.log2(unit / step))));
  const [, word = ''] = formatRate(unit).split(' ');
  return rates.map((rate) => `${formatNumber(rate / unit, decimals)} ${word}`);
}
