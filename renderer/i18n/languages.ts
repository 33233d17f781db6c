import { baseLanguage } from '../../shared/model/language.ts';
import type { WordTree } from '../../shared/model/words/word-tree.ts';

/** Sentences by language (BCP 47 tag) and namespace. */
export type Resources = Readonly<Record<string, Readonly<Record<string, WordTree>>>>;

/** From the files of the locales folder by their paths: `…/locales/en/add.json` is the namespace `add` of `en`. */
export function resourcesOf(files: Readonly<Record<string, WordTree>>): Resources {
  const found: Record<string, Record<string, WordTree>> = {};
  for (const [path, words] of Object.entries(files)) {
    const [language, file] = path.split('/').slice(-2);
    if (language === undefined || file === undefined) continue;
    (found[language] ??= {})[file.replace(/\.json$/, '')] = words;
  }
  return found;
}

/** The tags of all languages, English first. */
export function languagesOf(resources: Resources): readonly string[] {
  const others = Object.keys(resources).filter((tag) => tag !== baseLanguage);
  return [baseLanguage, ...others.sort()];
}

/** What a language calls itself, so that it is found by who reads it: "English", "한국어", "Français". */
export function ownName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  return `${name.charAt(0).toLocaleUpperCase(tag)}${name.slice(1)}`;
}
