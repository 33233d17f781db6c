import type { DownloadView } from '../../shared/model/view.ts';

const hosts = new Map<string, string>();
/** So many addresses are remembered; then the list of them begins anew. */
const remembered = 50_000;

/** The host of a download's address, with its port; empty where it has none. */
export function hostOf({ url }: DownloadView): string {
  const known = hosts.get(url);
  if (known !== undefined) return known;
  if (hosts.size >= remembered) hosts.clear();
  const host = URL.canParse(url) ? new URL(url).host : '';
  hosts.set(url, host);
  return host;
}
