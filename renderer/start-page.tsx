import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { resolveLanguage, startTranslation } from './i18n/language.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/forced-colours.css';

/** Draws a page into its `#root`, in the language that was shown there last. */
export function startPage(page: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root');
  const language = resolveLanguage(
    localStorage.getItem('tributary.language') ?? 'system',
    navigator.language,
  );
  document.documentElement.lang = language;
  startTranslation(language);
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}
