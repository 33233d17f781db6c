import type { LibraryView } from '../../electron/app/library-view.ts';
import { contract, type Contract } from '../../shared/contract/contract.ts';
import { fail, ok } from '../../shared/model/result.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { emptySeries } from '../../shared/model/speed-series.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { ScriptedLibrary } from './scripted-library.ts';

/** What a window asked to be done: the call's name and its input. */
export type AskedCall = readonly [name: string, input: unknown];

/** What a window asks while it only looks; all else is noted in `asked` and not done. */
export function scriptedHandlers(
  downloads: ScriptedLibrary,
  library: LibraryView,
  asked: AskedCall[],
): Handlers<Contract> {
  const settings = { ...defaultSettings, folder: '/downloads' };
  const refused = Object.fromEntries(
    Object.keys(contract.calls).map((name) => [
      name,
      (input: unknown) => {
        asked.push([name, input]);
        return fail({ code: 'not-possible-here' as const });
      },
    ]),
  ) as unknown as Handlers<Contract>;
  return {
    ...refused,
    snapshot: (_input, session) =>
      ok({
        ...{ seq: session.seq, downloads: library.snapshot(), settings },
        speedLimit: { mode: 'limited', limit: 0, until: null, room: null },
        queues: [],
        afterAll: { action: 'nothing', due: null },
      }),
    host: () =>
      ok({
        ...{ kind: 'headless', version: '0.0.0', platform: process.platform, passwords: 'file' },
        ...{ canOpenFiles: false, canChooseFolder: false },
      }),
    watch({ id }, session) {
      library.watch(session, id);
      return ok(id === null ? null : (downloads.get(id)?.detail() ?? null));
    },
    speeds: () => ok({ total: emptySeries, download: null }),
    surroundings: () => ok({ free: null, online: true }),
    getSettings: () => ok(settings),
  };
}
