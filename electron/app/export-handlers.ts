import type { Contract } from '../../shared/contract/contract.ts';
import { checksumAlgorithms, type Checksum } from '../../shared/model/checksum.ts';
import { fail, ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { Download, Engine } from '../engine/index.ts';
import { pieceSumsOf } from './piece-sums.ts';
import { strongestSum } from '../engine/policy/digests/sum-verdict.ts';
import type { ExportFacts, ExportSource } from '../engine/policy/export/export-facts.ts';
import { historyCsv, type HistoryEntry } from '../engine/policy/export/history-csv.ts';
import { metalinkText } from '../engine/policy/export/metalink-text.ts';
import { exportText } from '../engine/policy/export/export-text.ts';

/** A download as text for other programs. */
export function createExportHandlers(
  engine: Engine,
): Pick<Handlers<Contract>, 'copyAs' | 'historyCsv' | 'metalink'> {
  return {
    async metalink({ id }) {
      const download = engine.get(id);
      const facts = download === null ? null : factsOf(download);
      const { state, target, size } = download?.record ?? {};
      if (download === null || facts === null) return fail({ code: 'not-found' });
      if (state?.kind !== 'completed' || typeof target !== 'string' || typeof size !== 'number')
        return fail({ code: 'not-found' });
      const { files, hashers } = download.context.ports;
      const identity = await files.identity(target);
      if (!identity.ok) return identity;
      // A file that somebody changed since is not the one that was downloaded.
      if (identity.value.size !== size) return fail({ code: 'not-ours' });
      const pieces = await pieceSumsOf(target, size, hashers);
      const whole = facts.sum === null ? await hashers.start(target, 'sha256').finish(size) : ok(facts.sum);
      if (!pieces.ok) return pieces;
      return whole.ok ? ok(metalinkText({ ...facts, sum: whole.value, pieces: pieces.value })) : whole;
    },
    copyAs({ id, form }) {
      const download = engine.get(id);
      const facts = download === null ? null : factsOf(download);
      return facts === null ? fail({ code: 'not-found' }) : ok(exportText(facts, form));
    },
    historyCsv: () => ok(historyCsv(engine.list().flatMap(historyEntry))),
  };
}

function historyEntry(download: Download): HistoryEntry[] {
  const { name, url, folder, size, state, completedAt, checksum } = download.view();
  const { outcome } = download.record;
  if (state.kind !== 'completed') return [];
  return [{ name, url, folder, size, completedAt, verdict: checksum.verdict, outcome }];
}

function factsOf(download: Download): ExportFacts | null {
  const { name, size, connections, ranges } = download.view();
  const { pieces } = download.record;
  const usable = download.sources.filter((source) => source.usable);
  const [first, ...others] = (usable.length > 0 ? usable : download.sources).map((source): ExportSource => {
    const { url, headers, access, auth } = source;
    const signsIn = access.own(url.origin) !== null || auth.show(url) !== null;
    const cookies = access.givenCookies && access.jar.header(url) !== null;
    return { url: url.href, headers, signsIn, cookies };
  });
  if (first === undefined) return null;
  return {
    name,
    size,
    connections,
    ranges: ranges !== 'no',
    sum: sumOf(download),
    pieces,
    sources: [first, ...others],
  };
}

/** The person's sum, else the strongest that others named and that the file was not found to differ from. */
function sumOf({ record }: Download): Checksum | null {
  if (record.expected !== null) return record.expected;
  const named = record.sums.flatMap(({ algorithm, hex, verdict }) => {
    const known = checksumAlgorithms.find((each) => each === algorithm);
    return known === undefined || verdict === 'mismatch' ? [] : [{ algorithm: known, hex }];
  });
  return strongestSum(named) ?? record.computed;
}
