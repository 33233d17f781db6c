import type { Facts } from '../reasons.ts';

/** A fact as a number, or null where it is missing or none. */
export function numberIn(facts: Facts, name: string): number | null {
  const value = facts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function textIn(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
}

/** Something that is no folder where a folder is meant. */
export function isNoFolder(facts: Facts): boolean {
  return facts['errno'] === 'ENOTDIR' || (facts['errno'] === 'EEXIST' && facts['op'] === 'make-folder');
}
