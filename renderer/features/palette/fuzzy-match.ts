/**
 * How well `text` fits what was typed: all letters of `query` in their order, blanks apart; null where
 * they are not. More for letters that follow each other, and for those that begin a word.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = [...fold(query).replaceAll(/\s/gu, '')];
  const letters = [...fold(text)];
  let score = 0;
  let last = -2;
  for (const index of wanted.keys()) {
    const at = bestPlace(letters, wanted.slice(index), last + 1);
    if (at === null) return null;
    if (at === last + 1) score += 3;
    if (beginsWord(letters, at)) score += 2;
    last = at;
  }
  return score - letters.length / 1_000;
}

/** Entries that fit, the best first; those that fit alike in their own order. */
export function fuzzyFilter<T>(query: string, entries: readonly T[], textOf: (entry: T) => string): T[] {
  return entries
    .flatMap((entry) => {
      const score = query.trim() === '' ? 0 : fuzzyScore(query, textOf(entry));
      return score === null ? [] : [{ entry, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

/**
 * The next place of the first letter that leaves room for the others behind it: right here, else where
 * a word begins, else anywhere.
 */
function bestPlace(letters: readonly string[], wanted: readonly string[], from: number): number | null {
  const [letter, ...others] = wanted;
  const places = letters.flatMap((each, at) =>
    at >= from && each === letter && holds(letters, others, at + 1) ? [at] : [],
  );
  if (from > 0 && places[0] === from) return from;
  return places.find((at) => beginsWord(letters, at)) ?? places[0] ?? null;
}

/** Whether all that is wanted comes in its order from here on. */
function holds(letters: readonly string[], wanted: readonly string[], from: number): boolean {
  let at = from;
  for (const letter of wanted) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function beginsWord(letters: readonly string[], at: number): boolean {
  return at === 0 || /[\s:·(-]/u.test(letters[at - 1] ?? '');
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
