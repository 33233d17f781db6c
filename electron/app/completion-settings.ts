import type { CallFailure } from '../../shared/contract/types.ts';
import { readCommand } from '../../shared/model/command-template.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { HostServices } from './host-services.ts';

/**
 * Changes of what is done when downloads end, as this host may keep them. A command that is another one
 * is not run until that is said of it; where the host runs none, or what stands there is none, it never is.
 */
export function acceptCompletion(
  changes: Partial<Settings>,
  current: Settings,
  host: Pick<HostServices, 'info' | 'runCommand'>,
): Result<Partial<Settings>, CallFailure> {
  const { afterAll, doneCommand = current.doneCommand, doneCommandOn, doneOpen } = changes;
  const isOther = doneCommand !== current.doneCommand;
  if ((isOther || doneCommandOn === true) && host.runCommand === undefined)
    return fail({ code: 'not-possible-here' });
  if (doneOpen === true && !host.info.canOpenFiles) return fail({ code: 'not-possible-here' });
  if (afterAll !== undefined && afterAll !== 'nothing' && host.info.power?.includes(afterAll) !== true)
    return fail({ code: 'not-possible-here' });
  if (doneCommandOn === true && !readCommand(doneCommand).ok) return fail({ code: 'not-a-command' });
  return ok(isOther ? { ...changes, doneCommandOn: doneCommandOn ?? false } : changes);
}
