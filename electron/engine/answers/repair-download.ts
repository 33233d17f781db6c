import { checksumAlgorithms, type Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { RepairOutcome, RepairState } from '../../../shared/model/repair.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { Download } from '../download.ts';
import type { Engine } from '../engine.ts';
import { findPartial } from '../files/earlier-files.ts';
import type { PartSession } from '../files/part-session.ts';
import { overallVerdict, strongestSum } from '../policy/digests/sum-verdict.ts';
import type { PatchSet } from '../policy/repair/patch-set.ts';
import { Journal } from '../repair/journal.ts';
import { journalEnding, repairFile } from '../repair/repair-file.ts';
import { planRepair, type RepairDeps, type RepairRequest } from '../repair/repair.ts';
import type { Source } from '../sources/source.ts';
import { depsOf } from './refresh-link.ts';

const copyLength = 1_024 * 1_024;

/**
 * Makes what is there of a download that does not match its sum right, by fetching what differs. A finished
 * file is changed where it lies; a part that was kept goes on to its end by itself. Null: there is
 * nothing that could be repaired.
 */
export async function repairDownload(engine: Engine, id: string): Promise<RepairOutcome | null> {
  const download = engine.get(id);
  const sum = download === null ? null : missedSum(download);
  if (download === null || sum === null) return null;
  const sources = othersFirst(download).map((source) => download.sourceAt(source.url));
  const { pieces, size, connections } = download.record;
  const request = { sum, pieces, size, sources, connections };
  download.note(0, 'info', 'Repairing: what differs is fetched again');
  showRepair(download, { doing: 'checking', percent: 0 });
  const outcome = await download.side
    .do((signal) => {
      const deps = repairDeps(download, signal);
      return download.state.kind === 'completed'
        ? repairFinished(download, request, deps)
        : repairPart(download, request, deps);
    })
    .finally(() => {
      showRepair(download, null);
    });
  const blamed = sources.filter(({ damaged }) => damaged > 0).map(({ host }) => host);
  const told = { ...outcome, blamed };
  download.note(0, told.kind === 'failed' ? 'warn' : 'info', sentenceOf(told));
  if (told.kind !== 'failed' && download.state.kind !== 'completed') engine.resume(id);
  return told;
}

function showRepair(download: Download, repair: RepairState | null): void {
  download.progress.repair = repair;
  download.changed();
}

/** The sum that its bytes do not have: the person's, else the strongest that does not match. */
function missedSum({ record }: Download): Checksum | null {
  const { state, expected, computed, sums } = record;
  const kept = state.kind === 'interrupted' && state.failure.code === 'file-hash-mismatch';
  if (!kept && state.kind !== 'completed') return null;
  if (overallVerdict(expected, computed, sums) !== 'mismatch') return null;
  if (expected !== null) return expected;
  const missed = sums.flatMap(({ algorithm, hex, verdict }) => {
    const known = checksumAlgorithms.find((each) => each === algorithm);
    return known === undefined || verdict !== 'mismatch' ? [] : [{ algorithm: known, hex }];
  });
  return strongestSum(missed);
}

/** Who brought least of the bytes that do not match is asked first; who was caught with others, not at all. */
function othersFirst({ sources }: Download): readonly Source[] {
  const caught = ({ failure }: Source): boolean => failure?.code === 'server-damaged';
  const usable = sources.filter((source) => !caught(source));
  return (usable.length > 0 ? usable : sources).toSorted((a, b) => a.received - b.received);
}

function repairDeps(
  download: Download,
  signal: AbortSignal,
): RepairDeps & Pick<Download['context'], 'ports'> {
  return {
    ports: download.context.ports,
    open: depsOf(download),
    signal,
    onProgress: ({ doing, done, of }) => {
      showRepair(download, { doing, percent: of === 0 ? 100 : Math.floor((100 * done) / of) });
    },
    note: (text) => {
      download.note(0, 'info', text);
    },
  };
}

type Outcome = Omit<RepairOutcome, 'blamed'>;

async function repairFinished(
  download: Download,
  request: RepairRequest,
  deps: ReturnType<typeof repairDeps>,
): Promise<Outcome> {
  const { target, folder } = download.record;
  if (target === null || !(await download.context.allowsFolder(folder))) return failed({ code: 'file-open' });
  const end = await repairFile(target, request, deps);
  if (end.kind !== 'failed') download.update({ computed: null });
  return end.kind === 'repaired' ? end : { replaced: 0, ...end };
}

async function repairPart(
  download: Download,
  request: RepairRequest,
  deps: ReturnType<typeof repairDeps>,
): Promise<Outcome> {
  const { record, context } = download;
  const { files, crc32 } = context.ports;
  if (!(await context.allowsFolder(record.folder))) return failed({ code: 'file-open' });
  const claim = { files, crc32, held: context.held, isListed: context.isListed, signal: deps.signal };
  const found = await findPartial(claim, record.folder, record.target, record);
  if (!found.ok) return failed(found.failure);
  if (found.value.kind !== 'partial') return failed({ code: 'file-open' });
  const { session } = found.value;
  const outcome = await repairSession(session, request, deps);
  const closed = await session.close();
  return closed.ok ? outcome : failed(closed.failure);
}

async function repairSession(
  session: PartSession,
  request: RepairRequest,
  deps: ReturnType<typeof repairDeps>,
): Promise<Outcome> {
  const journal = await Journal.open(deps.ports, `${session.paths.part}${journalEnding}`);
  if (!journal.ok) return failed(journal.failure);
  const finding = await planRepair(request, { part: session.part, journal: journal.value }, deps);
  const { fetched, requests } = finding;
  const put =
    finding.kind === 'repairable' ? await putInto(session, journal.value, finding.patches) : ok(undefined);
  const removed = await journal.value.remove();
  if (!put.ok) return { ...failed(put.failure), fetched, requests };
  if (!removed.ok) return { ...failed(removed.failure), fetched, requests };
  if (finding.kind !== 'repairable') return { replaced: 0, ...finding };
  return { kind: 'repaired', replaced: finding.patches.bytes, fetched, requests };
}

/** Puts proven bytes into a part: the records of it stay true whenever this is cut short. */
async function putInto(
  session: PartSession,
  journal: Journal,
  patches: PatchSet,
): Promise<Result<void, Failure>> {
  for (const { start, end, at } of patches.all) {
    await session.giveBack({ start, end });
    const stream = session.writer.stream(start);
    for (let from = start; from < end; from += copyLength) {
      const bytes = new Uint8Array(Math.min(copyLength, end - from));
      const read = await journal.read(bytes, at + from - start);
      if (!read.ok) return read;
      stream.write(bytes);
      await stream.flush();
    }
    await stream.end();
  }
  return session.writer.failed ? fail({ code: 'file-io', facts: { op: 'write' } }) : ok(undefined);
}

function failed(failure: Failure): Outcome {
  return { kind: 'failed', failure, replaced: 0, fetched: 0, requests: 0 };
}

function sentenceOf({ kind, replaced, fetched, blamed }: RepairOutcome): string {
  const whose = blamed.length === 0 ? '' : ` ${blamed.join(', ')} had other bytes.`;
  if (kind === 'failed') return `Not repaired: ${fetched} bytes fetched, nothing changed.${whose}`;
  return `Repaired: ${replaced} bytes replaced, ${fetched} fetched.${whose}`;
}
