import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Download } from '../download.ts';
import type { ControlFacts, PartSession } from '../files/part-session.ts';
import { pageRule } from '../policy/proof/web-page.ts';
import type { DownloadRecord } from '../ports/catalog.ts';
import type { Probe } from '../sources/probe.ts';
import { hashedAlgorithms } from '../policy/digests/sum-verdict.ts';
import type { RunRecord } from './run-record.ts';
import type { RequestOptions, TransferOptions } from '../transfer/transfer-options.ts';

/** How the requests of a run are sent, and where they are counted and noted. */
export function requestOptions(download: Download, record: RunRecord): RequestOptions {
  const { ports, limits } = download.context;
  return {
    transport: ports.transport,
    clock: ports.clock,
    timeout: limits.timeout,
    pages: () =>
      pageRule({
        welcome: download.welcomesPage,
        askedName: download.record.askedName,
        contentType: record.contentType,
      }),
    note: (slot, level, text) => {
      download.note(slot, level, text);
    },
    onRequest: () => {
      record.requests += 1;
    },
  };
}

/** What a transfer of this download works with, besides what the run adds of its own. */
export function transferOptions(
  download: Download,
  record: RunRecord,
  session: PartSession,
): Omit<
  TransferOptions,
  'signal' | 'nap' | 'lookAround' | 'size' | 'onTick' | 'onDropped' | 'settle' | 'takeOut'
> {
  const { hostLimits, limits } = download.context;
  return {
    ...requestOptions(download, record),
    writer: session.writer,
    bandwidth: download.bandwidth,
    hostLimits,
    sources: download.sources,
    connections: download.record.connections,
    patience: limits.patience,
    hashes: () => hashedAlgorithms(download.record.expected, download.record.sums).length > 0,
    onBytes: (taken, passed) => {
      record.received += taken;
      record.refetched += passed;
      download.progress.countBytes(taken);
    },
    onClaim: (slot, start, end, source) => {
      record.owners.note(slot, start, end);
      record.brought.note(download.sources.indexOf(source), start, end);
    },
    startDigest: (algorithm) => download.context.ports.hashers.startDigest(algorithm),
    onSave: () => {
      session.saveNew();
    },
    onWorking: () => {
      hostLimits.contact(download, null);
      download.apply({ kind: 'probed' });
    },
    onWait: (wait) => {
      download.setWait(wait);
    },
  };
}

/** Takes bytes that are not good out of the file and of what is known of them; they count as fetched twice. */
export async function takeOut(
  record: RunRecord,
  session: PartSession,
  range: ByteRange,
): Promise<readonly ByteRange[]> {
  const ranges = await session.giveBack(range);
  for (const out of ranges) {
    record.owners.forget(out);
    record.brought.forget(out);
    record.refetched += out.end - out.start;
  }
  return ranges;
}

/** What the control file says of a download, besides which bytes are there. */
export function controlFacts(record: DownloadRecord, probed: Probe): ControlFacts {
  return {
    id: record.id,
    url: record.url,
    mirrors: record.mirrors,
    finalUrl: probed.source.resolved?.href ?? null,
    askedName: record.askedName,
    size: probed.resource.size,
    validator: probed.resource.validator,
    contentType: probed.resource.contentType,
    expected: record.expected,
  };
}
