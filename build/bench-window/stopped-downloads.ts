import type { ShownDownload } from '../../electron/app/library-view.ts';
import { interruptReasonCodes, resumeModeOf, type Failure } from '../../shared/model/reasons.ts';
import type { DownloadView } from '../../shared/model/view.ts';

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
const certificate = { fault: 'expired', host: 'files.example', port: 443, fingerprint };

/** One download for each reason of the closed list, stopped for it: `reason.bin`. */
export function stoppedDownloads(): readonly ShownDownload[] {
  return interruptReasonCodes.map((code, order) => {
    const failure: Failure = code === 'network-certificate' ? { code, facts: certificate } : { code };
    const view: DownloadView = {
      ...{ id: code, name: `${code}.bin`, folder: '/downloads', url: `https://files.example/${code}.bin` },
      ...{ state: { kind: 'interrupted', failure, resume: resumeModeOf(code) }, size: 4_096, received: 0 },
      ...{ rate: 0, secondsLeft: null, ranges: 'yes', connections: 6, active: 0, limit: 0, wait: null },
      ...{ checksum: { expected: null, computed: null, verdict: 'none' }, queue: 'default', order },
      ...{
        addedAt: order * 60_000,
        completedAt: null,
        category: '',
        comment: '',
        trashedAt: null,
        repair: null,
      },
    };
    return { id: code, view: () => view, detail: () => ({ ...nothingYet, id: code }) };
  });
}

const nothingYet = {
  ...{ segments: [], sources: [], map: [], log: [], redirects: [], validator: null, contentType: null },
  ...{ comparison: { kind: 'unknown' as const }, requests: 0, refetched: 0 },
};
