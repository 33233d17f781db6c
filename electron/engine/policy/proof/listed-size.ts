import type { Failure } from '../../../../shared/model/reasons.ts';

/** Why a file of `size` bytes is not the one that a list names with `listed`; null: nothing speaks against it. */
export function sizeObjection(listed: number | null, size: number | null): Failure | null {
  if (listed === null || size === null || listed === size) return null;
  return { code: 'server-other-size', facts: { size, listed } };
}
