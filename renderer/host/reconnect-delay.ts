const firstDelay = 250;
const longestDelay = 8_000;

/**
 * Milliseconds to wait before the next attempt: doubled with each failure in a row (from 1), at most
 * 8 s, less up to a quarter by `chance` (0 to 1) so that many windows do not come at once.
 */
export function reconnectDelay(failures: number, chance: number): number {
  const full = Math.min(longestDelay, firstDelay * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (1 - chance / 4));
}
