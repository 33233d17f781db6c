import type { DownloadView } from '../../shared/model/view.ts';

/** A download for tests: waiting, 1,000 bytes, nothing received. */
export function testingDownload(part: Partial<DownloadView> = {}): DownloadView {
  const id = part.id ?? 'a';
  return {
    id,
    name: `${id}.bin`,
    folder: '/downloads',
    url: `https://files.example/${id}.bin`,
    state: { kind: 'queued' },
    size: 1_000,
    received: 0,
    rate: 0,
    secondsLeft: null,
    ranges: 'yes',
    connections: 6,
    active: 0,
    limit: 0,
    checksum: { expected: null, computed: null, verdict: 'none' },
    wait: null,
    repair: null,
    addedAt: 0,
    completedAt: null,
    queue: 'default',
    order: 0,
    category: '',
    comment: '',
    trashedAt: null,
    ...part,
  };
}
