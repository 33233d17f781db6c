import type { WordTree } from '../../shared/model/words/word-tree.ts';

/** Every sentence of a language with its full key, such as `list:column.name`. */
export function sentencesOf(namespaces: Readonly<Record<string, WordTree>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (node: string | WordTree, path: string): void => {
    if (typeof node === 'string') found.set(path, node);
    else for (const [key, child] of Object.entries(node)) walk(child, `${path}.${key}`);
  };
  for (const [namespace, tree] of Object.entries(namespaces)) {
    for (const [key, child] of Object.entries(tree)) walk(child, `${namespace}:${key}`);
  }
  return found;
}

/** What a language is not complete for; each list is of full keys. */
export interface Gaps {
  readonly missing: readonly string[];
  /** No sentence of English has such a key. */
  readonly unknown: readonly string[];
  readonly empty: readonly string[];
  /** Other `{{places}}` than the English sentence has. */
  readonly otherPlaces: readonly string[];
}

const plural = /_(zero|one|two|few|many|other)$/;
const places = (sentence: string): string => [...new Set(sentence.match(/\{\{\w+\}\}/g) ?? [])].sort().join();

/** Compares a language with English. Of a sentence with a number it needs the forms that its own plurals have. */
export function gapsOf(
  english: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
  language: string,
): Gaps {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const wanted = new Set<string>();
  const bases = new Set<string>();
  for (const key of english.keys()) {
    if (!plural.test(key)) {
      wanted.add(key);
      continue;
    }
    const base = key.replace(plural, '');
    bases.add(base);
    for (const form of forms) wanted.add(`${base}_${form}`);
  }
  const pattern = (key: string): string =>
    english.get(key) ?? english.get(`${key.replace(plural, '')}_other`) ?? '';
  const there = [...other.keys()];
  const isKnown = (key: string): boolean => english.has(key) || bases.has(key.replace(plural, ''));
  return {
    missing: [...wanted].filter((key) => !other.has(key)).sort(),
    unknown: there.filter((key) => !isKnown(key)).sort(),
    empty: there.filter((key) => other.get(key)?.trim() === '').sort(),
    // Of one thing some languages write no number.
    otherPlaces: there
      .filter((key) => isKnown(key) && !/_(?:zero|one|two)$/.test(key))
      .filter((key) => places(other.get(key) ?? '') !== places(pattern(key)))
      .sort(),
  };
}
