import { App } from './app.tsx';
import { pickClient } from './host/pick-client.ts';
import { startPage } from './start-page.tsx';
import { startSession } from './state/session.ts';
import { followSpeeds } from './state/speeds.ts';

const client = pickClient(window);
startSession(client);
followSpeeds(client);
startPage(<App client={client} />);
