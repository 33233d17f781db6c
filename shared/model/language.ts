/** The language that every word is there in; others may leave some out. */
export const baseLanguage = 'en';

/**
 * The language to show, one of `available` (BCP 47 tags): the one that was chosen; for `system` the one
 * that fits the system's tag best; English where there is none.
 */
export function languageToShow(choice: string, system: string, available: readonly string[]): string {
  if (choice !== 'system') return available.includes(choice) ? choice : baseLanguage;
  const tags = new Map(available.map((tag) => [tag.toLowerCase(), tag]));
  const parts = system.toLowerCase().split(/[-_]/);
  for (let count = parts.length; count > 0; count -= 1) {
    const fitting = tags.get(parts.slice(0, count).join('-'));
    if (fitting !== undefined) return fitting;
  }
  const kin = available.find((tag) => tag.toLowerCase().split('-')[0] === parts[0]);
  return kin ?? baseLanguage;
}
