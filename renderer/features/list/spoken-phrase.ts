import type { TFunction } from 'i18next';
import type { spokenDuration, spokenRate } from '../../i18n/speech.ts';

type CountedKey =
  'percent' | ReturnType<typeof spokenRate>['key'] | ReturnType<typeof spokenDuration>[number]['key'];

/** Phrases that are kept; then they are made anew. */
const keptMost = 4_000;
const kept = new Map<string, string>();

/**
 * A phrase with a number in it. The rows in sight need some hundred of them ten times a second, of
 * which most were just needed, and to make one takes ten times as long as to find it.
 */
export function spokenPhrase(t: TFunction<'list'>, language: string, key: CountedKey, count: number): string {
  const name = `${language} ${key} ${count}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  if (kept.size >= keptMost) kept.clear();
  const made = key === 'percent' ? t(key, { percent: count }) : t(key, { count });
  kept.set(name, made);
  return made;
}
