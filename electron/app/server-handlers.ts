import type { Contract } from '../../shared/contract/contract.ts';
import { ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { Servers } from './servers.ts';

type ServerHandlers = Pick<
  Handlers<Contract>,
  'servers' | 'saveServer' | 'removeServer' | 'forgetLearnedLimit'
>;

/** Profiles of servers, and what was learned of them. */
export function createServerHandlers(servers: Servers): ServerHandlers {
  return {
    servers: () => ok(servers.view),
    async saveServer(input) {
      const saved = await servers.save(input);
      return saved.ok ? ok(servers.view) : saved;
    },
    async removeServer({ pattern }) {
      const removed = await servers.remove(pattern);
      return removed.ok ? ok(servers.view) : removed;
    },
    forgetLearnedLimit({ host }) {
      servers.forgetLearned(host);
      return ok(servers.view);
    },
  };
}
