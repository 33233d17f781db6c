import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { baseLanguage, languageToShow } from '../../shared/model/language.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { numbersInSentences } from './grouped-number.ts';
import { languages, resources } from './resources.ts';

/** The language to show: the one chosen where it is there, else what the system speaks, else English. */
export function resolveLanguage(choice: Settings['language'], system: string): string {
  return languageToShow(choice, system, languages);
}

/** Starts translation. Everything is bundled, so it is ready when this returns. */
export function startTranslation(language: string): void {
  void i18next
    .use(initReactI18next)
    .use(numbersInSentences)
    .init({
      resources,
      lng: language,
      fallbackLng: baseLanguage,
      defaultNS: 'common',
      initAsync: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
}

export function showLanguage(language: string): void {
  if (i18next.language !== language) void i18next.changeLanguage(language);
}
