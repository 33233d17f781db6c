import type { Contract } from '../../shared/contract/contract.ts';
import { fail, ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import { repairDownload } from '../engine/answers/repair-download.ts';
import type { Engine } from '../engine/index.ts';
import type { FinishedChecks } from './finished-checks.ts';

/** Files that do not match, made to match. */
export function createRepairHandlers(
  engine: Engine,
  finishedChecks: FinishedChecks,
): Pick<Handlers<Contract>, 'repair'> {
  const underWay = new Set<string>();
  return {
    async repair({ id }) {
      if (underWay.has(id)) return fail({ code: 'not-possible-here' });
      underWay.add(id);
      try {
        const outcome = await repairDownload(engine, id);
        const download = engine.get(id);
        if (outcome === null) return fail({ code: 'not-found' });
        // A finished file is looked at once more, as after any change of it.
        if (outcome.kind !== 'failed' && download?.state.kind === 'completed') {
          await finishedChecks.begin(download);
        }
        return ok(outcome);
      } finally {
        underWay.delete(id);
      }
    },
  };
}
