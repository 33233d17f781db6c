import type { InterruptReason } from '../../../../shared/model/reasons.ts';
import type { DownloadState } from '../../../../shared/model/state.ts';
import { nameFromUrl } from '../file-names/name-from-url.ts';
import type { IntakeLink } from './intake-link.ts';

/** What another link may cure. */
const wantLink: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'server-link-expired',
  'server-forbidden',
  'server-not-found',
]);

/** What is asked of a download: why it stopped, and how its file is called. */
interface LinkedDownload {
  readonly state: DownloadState;
  readonly trashedAt: number | null;
  readonly target: string | null;
  readonly askedName: string | null;
  readonly url: string;
}

/** Whether a download stopped for want of another link, and this one leads to a file of its name. */
export function awaitsLink(record: LinkedDownload, { url, name }: Pick<IntakeLink, 'url' | 'name'>): boolean {
  const { state, trashedAt, target, askedName } = record;
  if (state.kind !== 'interrupted' || trashedAt !== null || !wantLink.has(state.failure.code)) return false;
  const own =
    target === null
      ? (askedName ?? nameFromUrl(new URL(record.url)))
      : (target.split(/[\\/]/).at(-1) ?? null);
  const other = name ?? nameFromUrl(new URL(url));
  return own !== null && other !== null && plain(own) === plain(other);
}

/** Two names that some systems take for one file are one here. */
function plain(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
