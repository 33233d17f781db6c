import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Settings } from '../../shared/model/settings.ts';
import { resources } from './resources.ts';

export type Language = 'en' | 'ko';

/** The language to show: the one chosen, else Korean for a Korean system and English for every other. */
export function resolveLanguage(choice: Settings['language'], system: string): Language {
  if (choice !== 'system') return choice;
  return /^ko\b/i.test(system) ? 'ko' : 'en';
}

/** Starts translation. Everything is bundled, so it is ready when this returns. */
export function startTranslation(language: Language): void {
  void i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

export function showLanguage(language: Language): void {
  if (i18next.language !== language) void i18next.changeLanguage(language);
}
