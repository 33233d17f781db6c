import type { Failure } from '../reasons.ts';
import { clauseText } from './clause.ts';
import { englishWords } from './english.ts';
import { koreanWords } from './korean.ts';

const words = { en: englishWords, ko: koreanWords };

/**
 * What happened, as a clause without its full stop: the same for whoever tells it. What to do about
 * it depends on where one is: the window has it in its `remedies`, `tributary get` in its own file.
 */
export function whatHappened({ code, facts }: Failure, language: 'en' | 'ko'): string {
  return clauseText(words[language][code], facts ?? {});
}
