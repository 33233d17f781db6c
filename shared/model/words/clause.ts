import type { Facts, InterruptReason } from '../reasons.ts';

/** What a reason is told with: a clause without its full stop, which holds with no facts at all too. */
export type Clause = string | ((facts: Facts) => string);

export type ReasonWords = Readonly<Record<InterruptReason, Clause>>;

export function clauseText(clause: Clause, facts: Facts): string {
  return typeof clause === 'string' ? clause : clause(facts);
}

/** A fact as a number, or null where it is missing or none. */
export function numberIn(facts: Facts, name: string): number | null {
  const value = facts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function textIn(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
}

/** ` (status 404)`, or nothing where no status is known. */
export function inBrackets(text: string | null): string {
  return text === null || text === '' ? '' : ` (${text})`;
}

/** Something that is no folder where a folder is meant. */
export function isNoFolder(facts: Facts): boolean {
  return facts['errno'] === 'ENOTDIR' || (facts['errno'] === 'EEXIST' && facts['op'] === 'make-folder');
}

/** A moment (milliseconds since the epoch) as people write it, in the machine's own time zone. */
export function momentText(at: number, language: 'en' | 'ko'): string {
  const text = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  // Some versions of the locale data put a narrow space before AM, which terminals show as a sign.
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
