import { basename, dirname } from 'node:path';
import type { Outcome } from '../../shared/model/outcome.ts';
import type { Comparison, DetailView, DownloadView, SourceView } from '../../shared/model/view.ts';
import type { EventLog } from './event-log.ts';
import { overallVerdict } from './policy/digests/sum-verdict.ts';
import { redactUrl } from './policy/privacy/redact-url.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import type { RunRecord } from './run/run-record.ts';
import type { Source } from './sources/source.ts';

/** What a window sees of a download: its record, and what moves while it runs. Rates are bytes per second. */
export function downloadView(
  record: DownloadRecord,
  moving: Pick<DownloadView, 'received' | 'rate' | 'ranges' | 'active' | 'wait' | 'repair'>,
): DownloadView {
  const { expected, computed, target } = record;
  const { received, rate } = moving;
  return {
    ...moving,
    secondsLeft: rate > 0 && record.size !== null ? (record.size - received) / rate : null,
    id: record.id,
    name: target === null ? (record.askedName ?? nameInAddress(record.url)) : basename(target),
    folder: target === null ? record.folder : dirname(target),
    url: redactUrl(record.url),
    state: record.state,
    size: record.size,
    connections: record.connections,
    limit: record.limit,
    checksum: {
      expected,
      computed,
      verdict: overallVerdict(expected, computed, record.sums),
      ...(record.sums.length === 0 ? {} : { sums: record.sums }),
    },
    addedAt: record.addedAt,
    completedAt: record.completedAt,
    queue: record.queue,
    order: record.order,
    category: record.category ?? '',
    comment: record.comment,
    trashedAt: record.trashedAt,
  };
}

/** What the detail pane shows; `run` is the latest run, null where there was none in this session. */
export function detailView(
  record: DownloadRecord,
  sources: readonly Source[],
  log: EventLog,
  run: RunRecord | null,
  now: number,
): DetailView {
  const whole = record.state.kind === 'completed' ? [0, record.size ?? 0, 0] : [];
  return {
    id: record.id,
    segments: run?.segments(now) ?? [],
    sources: sources.map((source) => sourceView(source.view(now), run === null ? record.outcome : null)),
    map: run?.owners.triples() ?? whole,
    log: log.entries(),
    redirects: (sources[0]?.redirects ?? []).map((url) => redactUrl(url.href)),
    validator: record.validator,
    contentType: run?.contentType ?? null,
    comparison: run?.comparison() ?? comparisonOf(record.outcome),
    requests: run?.requests ?? 0,
    refetched: run?.refetched ?? 0,
  };
}

/** What an earlier session's run brought from a source, where this one had none. */
function sourceView(view: SourceView, outcome: Outcome | null): SourceView {
  const brought = outcome?.sources.find(({ host }) => host === view.host)?.received;
  return brought === undefined ? view : { ...view, state: 'good', received: brought };
}

function comparisonOf(outcome: Outcome | null): Comparison {
  const { comparison = 'unknown', connections = 0, oneConnection = null, seconds = 0 } = outcome ?? {};
  if (comparison !== 'gain') return { kind: comparison };
  return oneConnection === null ? { kind: 'unknown' } : { kind: 'gain', connections, seconds, oneConnection };
}

/** A name to show until a server has told one: the address's last part, else its host. */
function nameInAddress(address: string): string {
  const { pathname, host } = new URL(address);
  const last = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || host;
  } catch {
    return last || host;
  }
}
