import type { Download } from '../download.ts';
import type { PartSession } from '../files/part-session.ts';
import type { Opened } from '../sources/open-source.ts';
import { PeekedReply } from '../sources/peeked-reply.ts';
import type { Probe } from '../sources/probe.ts';
import type { RunRecord } from './run-record.ts';

/** Milliseconds for which the rest of a small file is waited for. */
const soon = 250;

/**
 * The shortest way: a small file that comes whole with the first reply is taken as it is, and needs no
 * transfer. The value is what a transfer begins with: a reply at its first byte, or null where there is none.
 */
export async function takeWholeReply(
  download: Download,
  record: RunRecord,
  session: PartSession,
  first: Probe | null,
): Promise<Probe | null> {
  const { size } = session.facts;
  if (first === null || first.opened === null || size === null || !session.pending) return first;
  if (download.bandwidth.limited || !bringsAll(first.opened, size)) return first;
  const { source, opened } = first;
  const { hostLimits, ports, smallBuffers } = download.context;
  const buffer = smallBuffers.take();
  const { host } = source;
  download.apply({ kind: 'probed' });
  hostLimits.contact(download, null);
  hostLimits.force(host);
  const reply = await PeekedReply.ofAll(opened.reply, buffer, soon, ports.clock);
  hostLimits.leave(host);
  const { ended, start: bytes } = reply;
  if (ended?.kind !== 'whole' || bytes.length !== size) return { ...first, opened: { ...opened, reply } };
  session.takeWhole(bytes, () => {
    smallBuffers.give(buffer);
  });
  if (ended.trailers !== undefined) source.sums.take(ended.trailers, opened.verdict);
  source.received += size;
  source.speed.add(size);
  record.noteWhole(size, download.sources.indexOf(source), download.sources);
  download.bandwidth.take(size, ports.clock.now());
  download.progress.countBytes(size);
  return null;
}

/** Whether the body is the file as it is, and nothing but its length has to be looked at. */
function bringsAll({ verdict, contentSum }: Opened, size: number): boolean {
  if (contentSum !== null) return false;
  return verdict.kind === 'whole' ? verdict.decoder === null : verdict.start === 0 && verdict.end === size;
}
