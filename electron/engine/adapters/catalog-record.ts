import { dirname, join } from 'node:path';
import { addressSpaces } from '../../../shared/model/address-space.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import { checksumAlgorithms } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { interruptReasonCodes } from '../../../shared/model/reasons.ts';
import type { Outcome } from '../../../shared/model/outcome.ts';
import type { DownloadState } from '../../../shared/model/state.ts';
import { sumAlgorithms, type KnownSum, type PieceHashes } from '../../../shared/model/sums.ts';
import type { Guard } from '../policy/json-shape.ts';
import {
  isAmount,
  isFlag,
  isListOf,
  isNullOr,
  isNumber,
  isObject,
  isObjectOf,
  isOneOf,
  isText,
  parseJson,
} from '../policy/json-shape.ts';
import type { DownloadRecord } from '../ports/catalog.ts';

/** A row as it is stored; lists, sums and the state are JSON. */
type CatalogRow = Readonly<Record<(typeof catalogColumns)[number], string | number | null>>;

export const catalogColumns = [
  'id',
  'url',
  'mirrors',
  'reach',
  'folder',
  'asked_name',
  'target',
  'size',
  'received',
  'connections',
  'speed_limit',
  'expected',
  'computed',
  'sums',
  'pieces',
  'outcome',
  'state',
  'state_kind',
  'validator',
  'added_at',
  'completed_at',
  'place',
  'queue',
  'file_mark',
  'category',
  'sorts',
  'comment',
  'trashed_at',
  'preferred',
  'listed_size',
] as const;

const isChecksum = isObjectOf<Checksum>({ algorithm: isOneOf(checksumAlgorithms), hex: isText });

const isKnownSum = isObjectOf<KnownSum>({
  algorithm: isOneOf(sumAlgorithms),
  hex: isText,
  origin: isOneOf(['server', 'list', 'beside']),
  from: isText,
  field: isText,
  verdict: isOneOf(['pending', 'match', 'mismatch']),
});

const isPieceHashes = isObjectOf<PieceHashes>({
  algorithm: isOneOf(checksumAlgorithms),
  length: isAmount,
  sums: isListOf(isText),
});

const isOutcome = isObjectOf<Outcome>({
  seconds: isNumber,
  bytes: isAmount,
  connections: isAmount,
  oneConnection: isNullOr(isNumber),
  comparison: isOneOf(['gain', 'no-gain', 'unknown']),
  sources: isListOf(isObjectOf<Outcome['sources'][number]>({ host: isText, received: isAmount })),
});

const isPlainKind = isOneOf([
  'queued',
  'probing',
  'downloading',
  'verifying',
  'completing',
  'completed',
  'paused',
]);

function isPlainState(value: unknown): value is Exclude<DownloadState, { kind: 'interrupted' }> {
  return isObject(value) && isPlainKind(value['kind']);
}

const isInterrupted = isObjectOf<Extract<DownloadState, { kind: 'interrupted' }>>({
  kind: isOneOf(['interrupted']),
  failure: isFailure,
  resume: isOneOf(['auto-continue', 'user-continue', 'user-restart', 'none']),
});

const isState: Guard<DownloadState> = (value) => isPlainState(value) || isInterrupted(value);

const isCode = isOneOf(interruptReasonCodes);

function isFailure(value: unknown): value is Failure {
  if (!isObject(value) || !isCode(value['code'])) return false;
  const facts = value['facts'];
  if (facts === undefined) return true;
  return (
    isObject(facts) && Object.values(facts).every((fact) => isText(fact) || isNumber(fact) || isFlag(fact))
  );
}

/** The JSON columns come parsed, as what they are of. */
const isParsedRow = isObjectOf({
  id: isText,
  url: isText,
  mirrors: isListOf(isText),
  reach: isNullOr(isOneOf(addressSpaces)),
  folder: isText,
  asked_name: isNullOr(isText),
  target: isNullOr(isText),
  size: isNullOr(isAmount),
  received: isAmount,
  connections: isAmount,
  speed_limit: isAmount,
  expected: isNullOr(isChecksum),
  computed: isNullOr(isChecksum),
  sums: isListOf(isKnownSum),
  pieces: isNullOr(isPieceHashes),
  outcome: isNullOr(isOutcome),
  state: isState,
  validator: isNullOr(isText),
  added_at: isNumber,
  completed_at: isNullOr(isNumber),
  place: isNumber,
  queue: isText,
  file_mark: isNullOr(isText),
  category: isNullOr(isText),
  sorts: isAmount,
  comment: isText,
  trashed_at: isNullOr(isNumber),
  preferred: isNullOr(isText),
  listed_size: isNullOr(isAmount),
});

const jsonColumns = ['mirrors', 'expected', 'computed', 'sums', 'pieces', 'outcome', 'state'] as const;

/** What is stored of a record, in the order of `catalogColumns`. */
export function rowOf(record: DownloadRecord): (string | number | null)[] {
  const row: CatalogRow = {
    id: record.id,
    url: record.url,
    mirrors: JSON.stringify(record.mirrors),
    reach: record.reach,
    folder: record.folder,
    asked_name: record.askedName,
    target: record.target,
    size: record.size,
    received: record.received,
    connections: record.connections,
    speed_limit: record.limit,
    expected: record.expected === null ? null : JSON.stringify(record.expected),
    computed: record.computed === null ? null : JSON.stringify(record.computed),
    sums: JSON.stringify(record.sums),
    pieces: record.pieces === null ? null : JSON.stringify(record.pieces),
    outcome: record.outcome === null ? null : JSON.stringify(record.outcome),
    state: JSON.stringify(record.state),
    state_kind: record.state.kind,
    validator: record.validator,
    added_at: record.addedAt,
    completed_at: record.completedAt,
    place: record.order,
    queue: record.queue,
    file_mark: record.fileMark,
    category: record.category,
    sorts: record.sorts ? 1 : 0,
    comment: record.comment,
    trashed_at: record.trashedAt,
    preferred: record.preferred,
    listed_size: record.listedSize,
  };
  return catalogColumns.map((name) => row[name]);
}

/** The record in a row, or null where the row holds what no record can. */
export function recordOf(stored: unknown): DownloadRecord | null {
  if (!isObject(stored)) return null;
  const row = { ...stored };
  for (const name of jsonColumns) {
    const text = row[name];
    if (isText(text)) row[name] = parseJson(text);
  }
  if (!isParsedRow(row)) return null;
  // A finished file lies in its folder: of no other path is anything looked at or deleted.
  if (row.target !== null && dirname(row.target) !== dirname(join(row.folder, 'name'))) return null;
  return {
    id: row.id,
    url: row.url,
    mirrors: row.mirrors,
    reach: row.reach,
    folder: row.folder,
    askedName: row.asked_name,
    target: row.target,
    size: row.size,
    received: row.received,
    connections: row.connections,
    limit: row.speed_limit,
    expected: row.expected,
    computed: row.computed,
    sums: row.sums,
    pieces: row.pieces,
    outcome: row.outcome,
    state: row.state,
    validator: row.validator,
    addedAt: row.added_at,
    completedAt: row.completed_at,
    order: row.place,
    queue: row.queue,
    fileMark: row.file_mark,
    category: row.category,
    sorts: row.sorts !== 0,
    comment: row.comment,
    trashedAt: row.trashed_at,
    preferred: row.preferred,
    listedSize: row.listed_size,
  };
}
