import type { ProtectionSpace } from '../../../../shared/model/credential.ts';
import type { DownloadState } from '../../../../shared/model/state.ts';
import type { Source } from '../source.ts';

/** The server that stopped a download for want of a password, and the realm where it is known; null: none did. */
export function askedBy(state: DownloadState, url: URL, sources: readonly Source[]): ProtectionSpace | null {
  if (state.kind !== 'interrupted' || state.failure.code !== 'server-unauthorized') return null;
  const { host, secure } = state.failure.facts ?? {};
  if (typeof host !== 'string') return { origin: url.origin, realm: null };
  const origin = `${secure === true ? 'https' : 'http'}://${host}`;
  const known = sources.map(({ auth }) => auth.unanswered);
  return { origin, realm: known.find((space) => space?.origin === origin)?.realm ?? null };
}
