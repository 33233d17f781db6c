import { createContext, use } from 'react';
import type { Client } from './client.ts';

export const ClientContext = createContext<Client | null>(null);

/** The typed client of this window's host. Only below `<ClientContext>`. */
export function useClient(): Client {
  const client = use(ClientContext);
  if (client === null) throw new Error('useClient is only possible below ClientContext');
  return client;
}
