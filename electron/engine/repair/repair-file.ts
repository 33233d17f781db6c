import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { dirname } from 'node:path';
import type { JournalIndex } from '../policy/repair/repair-journal.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import type { FileIdentity, PartFile } from '../ports/files.ts';
import { Journal } from './journal.ts';
import { planRepair, type RepairDeps, type RepairFinding, type RepairRequest } from './repair.ts';

/** Ending of the journal beside the file. */
export const journalEnding = '.repair';
const copyLength = 1_024 * 1_024;

export type RepairEnd =
  | Exclude<RepairFinding, { kind: 'repairable' }>
  /** `replaced`: bytes that were put into the file. */
  | {
      readonly kind: 'repaired';
      readonly replaced: number;
      readonly size: number;
      readonly fetched: number;
      readonly requests: number;
    };

type Ports = Pick<EnginePorts, 'files' | 'crc32' | 'hashers' | 'clock'>;

/**
 * Makes a file that came from anywhere what its sum says. It is changed only when everything that is to be
 * changed lies in the journal beside it, proven; whoever dies before has changed nothing, and of whoever
 * dies later the next repair takes the journal up.
 */
export async function repairFile(
  path: string,
  request: RepairRequest,
  deps: RepairDeps & { readonly ports: Ports },
): Promise<RepairEnd> {
  const { files } = deps.ports;
  const failed = (failure: Failure): RepairEnd => ({ kind: 'failed', failure, fetched: 0, requests: 0 });
  const lock = await files.lockTarget(path);
  if (!lock.ok) return failed(lock.failure);
  try {
    const opened = await files.openPart(path);
    if (!opened.ok) return failed(opened.failure);
    try {
      const journal = await openJournal(path, opened.value, deps);
      if (!journal.ok) return failed(journal.failure);
      try {
        const finding = await planRepair(request, { part: opened.value, journal: journal.value }, deps);
        return await carryOut(opened.value, journal.value, finding, deps.ports);
      } finally {
        await journal.value.close();
      }
    } finally {
      await opened.value.close();
    }
  } finally {
    lock.value.release();
  }
}

/** The journal, empty; what an earlier repair had decided is done first. */
async function openJournal(
  path: string,
  file: PartFile,
  deps: RepairDeps & { readonly ports: Ports },
): Promise<Result<Journal, Failure>> {
  const at = `${path}${journalEnding}`;
  const journal = await Journal.open(deps.ports, at);
  if (!journal.ok || journal.value.pending === null) return journal;
  const { pending } = journal.value;
  const identity = await file.identity();
  const isOf = identity.ok && pending.file === markOf(identity.value);
  const put = isOf ? await putIn(file, journal.value, pending) : ok(undefined);
  if (!identity.ok) {
    await journal.value.close();
    return identity;
  }
  await journal.value.close();
  if (!put.ok) return put;
  if (isOf) deps.note('A repair that was cut short has been finished');
  const removed = await journal.value.remove();
  return removed.ok ? Journal.open(deps.ports, at) : removed;
}

async function carryOut(
  file: PartFile,
  journal: Journal,
  finding: RepairFinding,
  { files }: Ports,
): Promise<RepairEnd> {
  const { fetched, requests } = finding;
  const failed = (failure: Failure): RepairEnd => ({ kind: 'failed', failure, fetched, requests });
  if (finding.kind !== 'repairable') {
    const removed = await journal.remove();
    return removed.ok ? finding : failed(removed.failure);
  }
  const identity = await file.identity();
  if (!identity.ok) return failed(identity.failure);
  const index = { file: markOf(identity.value), size: finding.size, patches: finding.patches.all };
  const committed = await journal.commit(index);
  const put = committed.ok ? await putIn(file, journal, index) : committed;
  if (!put.ok) return failed(put.failure);
  const removed = await journal.remove();
  if (!removed.ok) return failed(removed.failure);
  await files.syncFolder(dirname(file.path));
  return { kind: 'repaired', replaced: finding.patches.bytes, size: finding.size, fetched, requests };
}

/** Writes what an index says into the file; done twice it is the same as once. */
async function putIn(file: PartFile, journal: Journal, index: JournalIndex): Promise<Result<void, Failure>> {
  for (const { start, end, at } of index.patches) {
    for (let from = start; from < end; from += copyLength) {
      const bytes = new Uint8Array(Math.min(copyLength, end - from));
      const read = await journal.read(bytes, at + from - start);
      const written = read.ok ? await file.write(bytes, from) : read;
      if (!written.ok) return written;
    }
  }
  const identity = await file.identity();
  if (!identity.ok) return identity;
  const cut = identity.value.size > index.size ? await file.truncate(index.size) : ok(undefined);
  if (!cut.ok) return fail(cut.failure);
  return file.sync();
}

function markOf({ device, inode }: FileIdentity): string {
  return `${device}:${inode}`;
}
