/** A setting as the search sees it: its name, what it explains, and what may be chosen. */
export type SettingWords = readonly string[];

/** Whether every word of the query stands somewhere in these; an empty query finds everything. */
export function findsSetting(query: string, words: SettingWords): boolean {
  const text = fold(words.join('\n'));
  return fold(query)
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
