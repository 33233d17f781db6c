import type { ResumeMode } from '../../shared/model/reasons.ts';
import type { Engine } from '../engine/index.ts';

/** Those that a person has not stopped and that have not ended. */
export function unfinishedIds(engine: Engine): string[] {
  return engine
    .list()
    .filter((download) => download.state.kind !== 'completed' && download.state.kind !== 'interrupted')
    .map((download) => download.id);
}

/** Those that go on with the bytes they have; one that would begin anew wants a click of its own. */
export function resumableIds(engine: Engine): string[] {
  return engine
    .list()
    .filter(({ state }) => state.kind === 'paused' || (state.kind === 'interrupted' && goesOn(state.resume)))
    .map((download) => download.id);
}

function goesOn(mode: ResumeMode): boolean {
  return mode === 'auto-continue' || mode === 'user-continue';
}
