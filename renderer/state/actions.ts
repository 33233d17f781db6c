import type { Failure } from '../../shared/model/reasons.ts';
import type { DownloadView } from '../../shared/model/view.ts';
import { isFinished, troubleOf } from './status.ts';

export function canResume({ state }: DownloadView): boolean {
  return state.kind === 'paused' || state.kind === 'interrupted';
}

export function canPause(download: DownloadView): boolean {
  return !isFinished(download) && !canResume(download);
}

/** What the one button beside a trouble does. `stop`: a wait that must not be cut short is left. */
export type Help = 'sign-in' | 'resume' | 'retry' | 'start-over' | 'stop' | 'none';

/** The button that helps a download in trouble: its bytes are kept where they can be kept. */
export function helpFor(download: DownloadView): Help {
  if (download.state.kind !== 'interrupted') {
    const trouble = troubleOf(download);
    if (trouble === null) return 'none';
    return trouble.code === 'server-asked-to-wait' ? 'stop' : 'retry';
  }
  if (wantsUser(download.state.failure)) return 'sign-in';
  switch (download.state.resume) {
    case 'auto-continue':
      return 'retry';
    case 'user-continue':
      return download.received > 0 ? 'resume' : 'retry';
    case 'user-restart':
      return 'start-over';
    case 'none':
      return 'none';
  }
}

/** A server asks who the user is, and a user and a password are an answer to it. */
function wantsUser({ code, facts }: Failure): boolean {
  const why = facts?.['why'];
  return code === 'server-unauthorized' && why !== 'scheme' && why !== 'cookies';
}
