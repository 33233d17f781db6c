import type { Result } from './result.ts';
import { fail, ok } from './result.ts';

const exponents: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 };

/**
 * A rate as people type it, in bytes per second: "500k", "2M", "1.5m", "2MiB", "2 MiB/s",
 * "1048576". Letters are powers of 1,024 in either case. "0" is no limit; less than one byte per
 * second is refused.
 */
export function parseRate(text: string): Result<number, 'not-a-rate'> {
  const match = /^(\d{1,16}(?:\.\d{1,16})?)\s*([kmgt]?)(?:i?b)?(?:\/s|ps)?$/i.exec(text.trim());
  if (match?.[1] === undefined) return fail('not-a-rate');
  const value = Number(match[1]);
  const rate = Math.round(value * 1_024 ** (exponents[match[2]?.toLowerCase() ?? ''] ?? 0));
  if (!Number.isSafeInteger(rate) || (rate === 0 && value > 0)) return fail('not-a-rate');
  return ok(rate);
}
