import { DropZonePage } from './features/drop-zone/drop-zone-page.tsx';
import { ClientContext } from './host/client-context.ts';
import { pickClient } from './host/pick-client.ts';
import { startPage } from './start-page.tsx';
import { followSettings } from './state/follow-settings.ts';
import { followSpeeds } from './state/speeds.ts';

const client = pickClient(window);
followSettings(client);
followSpeeds(client);
startPage(
  <ClientContext value={client}>
    <DropZonePage />
  </ClientContext>,
);
