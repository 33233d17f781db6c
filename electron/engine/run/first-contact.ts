import type { Failure, InterruptReason } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { Download } from '../download.ts';
import { sizeObjection } from '../policy/proof/listed-size.ts';
import type { Probe, Resource } from '../sources/probe.ts';
import { probeUntilAnswered, withObjection } from '../sources/probe-loop.ts';
import { requestOptions } from './run-options.ts';
import type { Source } from '../sources/source.ts';
import type { RunRecord } from './run-record.ts';
import { openDeps } from '../transfer/transfer-options.ts';
import type { Nap } from '../wake/nap.ts';

/**
 * The first reply of a run: the one that was asked for before the download was added, where there
 * is one; else the sources are asked in turn until one answers.
 */
export async function firstContact(
  download: Download,
  record: RunRecord,
  nap: Nap,
  signal: AbortSignal,
): Promise<Result<Probe, Failure>> {
  const onContact = (source: Source | null): void => {
    download.context.hostLimits.contact(download, source?.host ?? null);
  };
  const objection = ({ size }: Resource) => sizeObjection(download.record.listedSize, size);
  const answered = await heldContact(download, record, signal);
  const held = answered === null ? null : withObjection(answered, objection);
  if (held?.ok === true) {
    onContact(held.value.source);
    return held;
  }
  // Who asks once more hears no more: the answer that was on its way is the download's own.
  if (held !== null && download.sources.length === 1 && isFinal(held.failure)) return held;
  const deps = openDeps(requestOptions(download, record), 1);
  return probeUntilAnswered(download.context, download.sources, deps, {
    nap,
    signal,
    objection,
    onContact,
    note: (level, text) => {
      download.note(1, level, text);
    },
    onWait: (wait) => {
      download.setWait(wait);
    },
  });
}

/** Whether a link leads nowhere, whoever asks. */
function isFinal({ code }: Failure): boolean {
  return finalFailures.has(code);
}

const finalFailures: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'server-not-found',
  'server-redirect-loop',
  'server-redirect-refused',
  'server-too-large',
  'server-other-size',
  'network-name-unknown',
]);

/** Null where nothing was asked before. */
async function heldContact(
  download: Download,
  record: RunRecord,
  signal: AbortSignal,
): Promise<Result<Probe, Failure> | null> {
  const held = download.takeHeld();
  if (held === null) return null;
  const cancel = (): void => {
    held.cancel();
  };
  signal.addEventListener('abort', cancel);
  const found = await held.found;
  signal.removeEventListener('abort', cancel);
  record.requests += held.requests;
  for (const { level, text } of held.notes) download.note(1, level, text);
  if (found.ok) {
    found.value.source.preferred = download.sources[0]?.preferred === true;
    download.sources[0] = found.value.source;
  }
  return found;
}
