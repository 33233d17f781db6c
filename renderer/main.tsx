import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { pickClient } from './host/pick-client.ts';
import { resolveLanguage, startTranslation } from './i18n/language.ts';
import { startSession } from './state/session.ts';
import { followSpeeds } from './state/speeds.ts';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const stored = localStorage.getItem('tributary.language');
const language = resolveLanguage(stored === 'en' || stored === 'ko' ? stored : 'system', navigator.language);
document.documentElement.lang = language;
startTranslation(language);

const client = pickClient(window);
startSession(client);
followSpeeds(client);
createRoot(root).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
