import type { Client } from '../host/client.ts';
import { applySettings } from './store.ts';

/** Keeps the settings up with the host, for a page that needs nothing else of it. */
export function followSettings(client: Client): void {
  client.on('settings', applySettings);
  client.onStatus((status) => {
    if (status === 'closed') return;
    void client.call.getSettings().then((answer) => {
      if (answer.ok) applySettings(answer.value);
    });
  });
}
