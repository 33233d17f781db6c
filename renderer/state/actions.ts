import { certificateIn } from '../../shared/model/certificate.ts';
import type { Failure, InterruptReason, ResumeMode } from '../../shared/model/reasons.ts';
import type { DownloadView } from '../../shared/model/view.ts';
import { hasWrongSum, isFinished, troubleOf } from './status.ts';

export function isTrashed({ trashedAt }: DownloadView): boolean {
  return trashedAt !== null;
}

/** What lies in the trash rests. */
export function canResume({ state, trashedAt }: DownloadView): boolean {
  if (trashedAt !== null) return false;
  return state.kind === 'paused' || state.kind === 'interrupted';
}

export function canPause(download: DownloadView): boolean {
  return !isTrashed(download) && !isFinished(download) && !canResume(download);
}

/**
 * What a button beside a trouble does. `stop`: a wait that must not be cut short is left. `leave`: what
 * is here of a file that changed stays as it is.
 */
export type Help =
  | 'sign-in'
  | 'new-link'
  | 'certificate'
  | 'resume'
  | 'retry'
  | 'start-over'
  | 'keep-both'
  | 'leave'
  | 'keep-page'
  | 'repair'
  | 'settings'
  | 'remove'
  | 'stop';

/** The buttons that help a download in trouble, the likeliest first. Bytes are kept where they can be kept. */
export function helpsFor(download: DownloadView): readonly Help[] {
  if (isTrashed(download)) return [];
  if (hasWrongSum(download)) return ['repair'];
  if (download.state.kind !== 'interrupted') {
    const trouble = troubleOf(download);
    if (trouble === null) return [];
    return [trouble.code === 'server-asked-to-wait' ? 'stop' : 'retry'];
  }
  const { failure } = download.state;
  if (hasChanged(download)) return ['start-over', 'keep-both', 'leave'];
  const again = goesOnBy(download.state.resume, download.received);
  if (failure.code === 'file-hash-mismatch' && download.checksum.verdict === 'mismatch')
    return ['repair', ...again];
  if (failure.code === 'server-unexpected-page' && download.received === 0) return [...again, 'keep-page'];
  if (failure.code === 'network-certificate' && certificateIn(failure.facts) !== null) {
    return ['certificate', ...again];
  }
  if (wantsUser(failure)) return ['sign-in', 'new-link'];
  if (failure.code === 'user-bad-input') return ['remove'];
  if (failure.code === 'network-proxy') return ['settings', ...again];
  return linkFailures.has(failure.code) ? ['new-link', ...again] : again;
}

function goesOnBy(resume: ResumeMode, received: number): readonly Help[] {
  switch (resume) {
    case 'auto-continue':
      return ['retry'];
    case 'user-continue':
      return [received > 0 ? 'resume' : 'retry'];
    case 'user-restart':
      return ['start-over'];
    case 'none':
      return [];
  }
}

/** Reasons that another link may end. */
const linkFailures: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'server-link-expired',
  'server-forbidden',
  'server-not-found',
  'server-unauthorized',
  'server-too-large',
  'server-redirect-refused',
  'server-address-refused',
  'server-redirect-loop',
  'server-protocol',
  'server-no-content',
  'network-name-unknown',
]);

/** Whether it asks what to do about a file that changed on the server. */
export function hasChanged({ state }: DownloadView): boolean {
  return state.kind === 'interrupted' && state.failure.code === 'server-changed';
}

/** Whether another link can take the place of its own: as long as there is something to fetch. */
export function canTakeLink(download: DownloadView): boolean {
  return !isFinished(download);
}

/** A server asks who the user is, and a user and a password are an answer to it. */
function wantsUser({ code, facts }: Failure): boolean {
  const why = facts?.['why'];
  return code === 'server-unauthorized' && why !== 'scheme' && why !== 'cookies';
}
