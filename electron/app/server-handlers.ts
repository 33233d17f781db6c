import type { Contract } from '../../shared/contract/contract.ts';
import { ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { Engine } from '../engine/index.ts';
import type { Servers } from './servers.ts';

type ServerHandlers = Pick<
  Handlers<Contract>,
  'servers' | 'saveServer' | 'removeServer' | 'forgetLearnedLimit'
>;

/** Profiles of servers, and what was learned of them. */
export function createServerHandlers(servers: Servers, engine: Engine): ServerHandlers {
  /** What waits for a server may go on by another limit. */
  const changed = () => {
    engine.setLimits({});
    return ok(servers.view);
  };
  return {
    servers: () => ok(servers.view),
    async saveServer(input) {
      const saved = await servers.save(input);
      return saved.ok ? changed() : saved;
    },
    async removeServer({ pattern }) {
      const removed = await servers.remove(pattern);
      return removed.ok ? changed() : removed;
    },
    forgetLearnedLimit({ host }) {
      servers.forgetLearned(host);
      return changed();
    },
  };
}
