import type { Failure, InterruptReason } from '../../shared/model/reasons.ts';
import type { DownloadView } from '../../shared/model/view.ts';

/** The states as a person reads them; each has a word in `states.json` and a shape in the list. */
export const statuses = [
  'waiting',
  'connecting',
  'downloading',
  'checking',
  'repairing',
  'paused',
  'verified',
  'size-only',
  'mismatch',
  'disputed',
  'failed',
  'offline',
  'asked-to-wait',
  'needs-link',
  'needs-sign-in',
  'changed',
] as const;

export type Status = (typeof statuses)[number];

/** `running` works, `trouble` can be helped by the person, `failed` has ended. */
export type Tone = 'running' | 'done' | 'waiting' | 'trouble' | 'failed';

export const toneOf: Readonly<Record<Status, Tone>> = {
  waiting: 'waiting',
  connecting: 'running',
  downloading: 'running',
  checking: 'running',
  repairing: 'running',
  paused: 'waiting',
  verified: 'done',
  'size-only': 'done',
  mismatch: 'failed',
  disputed: 'failed',
  failed: 'failed',
  offline: 'trouble',
  'asked-to-wait': 'trouble',
  'needs-link': 'trouble',
  'needs-sign-in': 'trouble',
  changed: 'trouble',
};

/** What is wrong with a download just now: why it stopped, or why it waits before it tries again. */
export function troubleOf(download: DownloadView): Failure | null {
  if (['checking', 'repairing'].includes(statusOf(download))) return null;
  if (download.state.kind === 'interrupted') return download.state.failure;
  if (isFinished(download) || download.state.kind === 'paused' || download.rate > 0) return null;
  return download.wait?.failure ?? null;
}

export function statusOf(download: DownloadView): Status {
  const { state, checksum, repair } = download;
  if (repair !== null) return repair.doing === 'checking' ? 'checking' : 'repairing';
  switch (state.kind) {
    case 'queued':
      return statusOfWait(download.wait?.failure.code) ?? 'waiting';
    case 'probing':
      return statusOfWait(download.wait?.failure.code) ?? 'connecting';
    case 'downloading':
      if (download.rate > 0 || download.wait === null) return 'downloading';
      return statusOfWait(download.wait.failure.code) ?? 'connecting';
    case 'verifying':
    case 'completing':
      return 'checking';
    case 'paused':
      return 'paused';
    case 'completed':
      if (checksum.verdict === 'match') return 'verified';
      if (checksum.verdict === 'mismatch' || checksum.verdict === 'disputed') return checksum.verdict;
      return checksum.verdict === 'pending' ? 'checking' : 'size-only';
    case 'interrupted':
      // Another sum was given for the bytes that were kept: they are compared with that one.
      if (state.failure.code === 'file-hash-mismatch' && checksum.verdict === 'pending') return 'checking';
      if (state.failure.code === 'file-hash-mismatch' && checksum.verdict === 'disputed') return 'disputed';
      return statusOfFailure(state.failure.code);
  }
}

/** Finished, yet a sum that was given later shows that it is another file. */
export function hasWrongSum(download: DownloadView): boolean {
  return isFinished(download) && download.repair === null && download.checksum.verdict === 'mismatch';
}

/** Whether a row has a second line, that says what is wrong. */
export function hasSecondLine(download: DownloadView): boolean {
  return troubleOf(download) !== null || hasWrongSum(download);
}

export function isFinished(download: DownloadView): boolean {
  return download.state.kind === 'completed';
}

function statusOfWait(code: InterruptReason | undefined): Status | null {
  if (code === undefined) return null;
  if (code === 'network-offline') return 'offline';
  return code === 'server-asked-to-wait' ? 'asked-to-wait' : null;
}

function statusOfFailure(code: InterruptReason): Status {
  switch (code) {
    case 'file-hash-mismatch':
      return 'mismatch';
    case 'network-offline':
      return 'offline';
    case 'server-asked-to-wait':
      return 'asked-to-wait';
    case 'server-unauthorized':
      return 'needs-sign-in';
    case 'server-link-expired':
    case 'server-forbidden':
      return 'needs-link';
    case 'server-changed':
      return 'changed';
    default:
      return 'failed';
  }
}
