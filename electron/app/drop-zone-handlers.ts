import type { Contract } from '../../shared/contract/contract.ts';
import type { CallFailure } from '../../shared/contract/types.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { DropZoneHost, HostServices } from './host-services.ts';

type DropZoneHandlers = Pick<
  Handlers<Contract>,
  'offerLinks' | 'toggleWindow' | 'openDropZoneMenu' | 'moveDropZone'
>;

/** What a drop zone in a window of its own asks of its host. */
export function createDropZoneHandlers(host: HostServices): DropZoneHandlers {
  const asked = (act: (zone: DropZoneHost) => void): Result<null, CallFailure> => {
    if (host.dropZone === undefined) return fail({ code: 'not-possible-here' });
    act(host.dropZone);
    return ok(null);
  };
  return {
    offerLinks({ text }) {
      if (host.offerLinks === undefined) return fail({ code: 'not-possible-here' });
      host.offerLinks(text);
      return ok(null);
    },
    toggleWindow: () => asked((zone) => zone.toggleWindow()),
    openDropZoneMenu: () => asked((zone) => zone.openMenu()),
    moveDropZone: (by) => asked((zone) => zone.move(by)),
  };
}
