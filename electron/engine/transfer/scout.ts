import type { Failure } from '../../../shared/model/reasons.ts';
import { rangeLength } from '../../../shared/model/byte-range.ts';
import { whatHappened } from '../../../shared/model/words/what-happened.ts';
import type { Opened, OpenFailure } from '../sources/open-source.ts';
import { asksForUser } from '../policy/retries/asks-for-user.ts';
import { sampleRanges } from '../policy/proof/samples.ts';
import type { Lease } from '../policy/planning/segment-planner.ts';
import { ifRangeValue } from '../policy/http-semantics/validator.ts';
import type { OpenStream } from './worker-host.ts';
import type { Source } from '../sources/source.ts';
import { compareSamples } from '../sources/source-proof.ts';
import { openDeps } from './transfer-options.ts';
import type { TransferState } from './transfer-state.ts';

export type Scouted =
  | { readonly kind: 'stream'; readonly stream: OpenStream }
  | { readonly kind: 'done' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly failure: Failure };

const slot = 1;
/** Replies of another representation in a row after which the file is taken for changed. */
const looksMost = 3;
const nobody: Scouted = { kind: 'failed', failure: { code: 'server-unavailable' } };

/**
 * One connection goes ahead: it finds a source that still offers the same bytes, proves it, and
 * comes back with an open stream at the first missing byte.
 */
export async function scout(state: TransferState): Promise<Scouted> {
  let outcome: Scouted = nobody;
  const { frontier } = state.options.writer.received;
  // Who brought bad bytes for this very place comes last, then who is not proven yet.
  const rank = (source: Source): number =>
    4 * Number(state.shuns(source, frontier)) + 2 * Number(!source.trusted) + Number(!source.preferred);
  const candidates = state.usableSources().toSorted((a, b) => rank(a) - rank(b));
  for (const source of candidates) {
    if (state.signal.aborted) break;
    if (candidates.length > 1 && source.notBefore > state.options.clock.now()) continue;
    let found = await scoutSource(state, source);
    // One node of many may have another file: the next reply may come from another node.
    for (let looks = 1; found.kind === 'changed' && looks < looksMost && !state.signal.aborted; looks += 1)
      found = await scoutSource(state, source);
    if (found.kind === 'stream' || found.kind === 'done') return found;
    if (found.kind === 'failed') {
      source.failures += 1;
      state.options.note(slot, 'warn', `${source.host}: ${whatHappened(found.failure)}`);
    } else if (source !== state.options.sources[0] && candidates.length > 1) {
      source.setAside({ code: 'server-changed' });
      continue;
    }
    if (outcome === nobody || found.kind === 'changed') outcome = found;
  }
  return outcome;
}

async function scoutSource(state: TransferState, source: Source): Promise<Scouted> {
  const received = state.options.writer.received;
  if (!source.trusted && received.total > 0 && !hasStrongValidator(source)) {
    const proof = await prove(state, source);
    if (proof !== null) return proof;
  }
  const lease = state.planner.next(slot);
  if (lease === null) return { kind: 'done' };
  const opened = await state.open(source, askedRange(state, source, lease), slot);
  if (!opened.ok) {
    state.planner.release(lease, slot);
    return afterFailure(state, source, lease, opened.failure);
  }
  return accept(state, source, lease, opened.value);
}

function askedRange(
  state: TransferState,
  source: Source,
  lease: Lease,
): { start: number; end: number | null } | null {
  if (!source.usesRange) return null;
  return { start: lease.position, end: state.size === null ? null : lease.end };
}

/** Takes a usable reply as the transfer's stream, dropping bytes that it cannot be joined with. */
async function accept(state: TransferState, source: Source, lease: Lease, opened: Opened): Promise<Scouted> {
  const { verdict, reply } = opened;
  const held = state.options.writer.received.total > 0;
  if (verdict.kind === 'part') {
    if (held && !source.trusted && !verdict.proven) {
      reply.cancel();
      state.planner.release(lease, slot);
      const proof = await prove(state, source);
      return proof ?? scoutSource(state, source);
    }
    trust(source, opened);
    if (state.size === null && verdict.size !== null) state.size = verdict.size;
    return { kind: 'stream', stream: { source, opened, lease } };
  }
  state.planner.release(lease, slot);
  source.usesRange = false;
  if (held && !verdict.proven) {
    state.options.note(slot, 'warn', 'The server cannot continue: starting over');
    state.dropBytes(verdict.size, verdict.validator);
  } else if (state.size === null && verdict.size !== null) {
    state.learnSize(verdict.size);
  }
  const work = state.planner.nextFrom(slot, 0);
  if (work === null) {
    reply.cancel();
    return { kind: 'done' };
  }
  trust(source, opened);
  return { kind: 'stream', stream: { source, opened, lease: work } };
}

function trust(source: Source, opened: Opened): void {
  source.trusted = true;
  source.state = 'good';
  source.validator ??= opened.verdict.validator;
}

async function afterFailure(
  state: TransferState,
  source: Source,
  lease: Lease,
  failure: OpenFailure,
): Promise<Scouted> {
  switch (failure.kind) {
    case 'changed':
      return failure.etagOnly ? passOverEtag(state, source) : { kind: 'changed' };
    case 'nothing-there':
      if (failure.size !== lease.position) return { kind: 'changed' };
      state.size = lease.position;
      return { kind: 'done' };
    case 'no-ranges':
      if (!source.usesRange) return { kind: 'failed', failure: failure.failure };
      source.usesRange = false;
      return scoutSource(state, source);
    case 'failed':
      return { kind: 'failed', failure: expiry(state, source, failure.failure) };
  }
}

/**
 * Nodes that tag one file each in its own way are told from a file that changed by samples of its
 * bytes; the entity tag says nothing from then on.
 */
async function passOverEtag(state: TransferState, source: Source): Promise<Scouted> {
  const { validator } = source;
  if (validator === null || !source.usesRange) return { kind: 'changed' };
  source.validator = { ...validator, etag: null };
  const proof = await prove(state, source);
  if (proof === null) return scoutSource(state, source);
  source.validator = validator;
  return proof;
}

/** A link that served before and is refused now has expired, unless the server asks who the user is. */
function expiry({ options }: TransferState, source: Source, failure: Failure): Failure {
  // What is on disk at the start of a run came from the download's own link.
  const own = source === options.sources[0] && options.writer.received.total > 0;
  const served = source.trusted || source.validator !== null || own;
  const refused =
    (failure.code === 'server-unauthorized' && !asksForUser(failure)) ||
    failure.code === 'server-forbidden' ||
    (failure.code === 'server-not-found' && failure.facts?.['status'] === 410);
  return served && refused
    ? { code: 'server-link-expired', ...(failure.facts && { facts: failure.facts }) }
    : failure;
}

function hasStrongValidator(source: Source): boolean {
  return source.validator !== null && ifRangeValue(source.validator) !== null;
}

/** Compares samples with what is on disk; null when they agree and the source is trusted now. */
async function prove(state: TransferState, source: Source): Promise<Scouted | null> {
  const { received, part } = state.options.writer;
  const samples = sampleRanges(received.written()).filter((sample) => rangeLength(sample) > 0);
  if (!source.usesRange || samples.length === 0) {
    source.trusted = true;
    return null;
  }
  const deps = openDeps(state.options, slot);
  const compared = await compareSamples(deps, source, state.size, samples, part, state.signal);
  if (!compared.ok) {
    const { failure } = compared;
    if (failure.kind !== 'failed') return { kind: 'changed' };
    return { kind: 'failed', failure: expiry(state, source, failure.failure) };
  }
  if (compared.value === 'different') return { kind: 'changed' };
  // Without ranges nothing is proven: the whole is asked for, and joined only where a validator allows it.
  if (compared.value === 'no-ranges') source.usesRange = false;
  else source.trusted = true;
  return null;
}
