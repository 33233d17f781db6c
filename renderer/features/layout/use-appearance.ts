import { useEffect } from 'react';
import { resolveLanguage, showLanguage } from '../../i18n/language.ts';
import { useStore } from '../../state/store.ts';

/** Puts theme and language of the settings on the page, and remembers both for the next first paint. */
export function useAppearance(): void {
  const theme = useStore((state) => state.settings?.theme);
  const language = useStore((state) => state.settings?.language);

  useEffect(() => {
    if (theme === undefined) return;
    localStorage.setItem('tributary.theme', theme);
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  useEffect(() => {
    if (language === undefined) return;
    localStorage.setItem('tributary.language', language);
    const shown = resolveLanguage(language, navigator.language);
    document.documentElement.lang = shown;
    showLanguage(shown);
  }, [language]);
}
