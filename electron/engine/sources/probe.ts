import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { RangeSupport } from '../../../shared/model/view.ts';
import type { OpenDeps, Opened, OpenFailure } from './open-source.ts';
import { isRefusedRange, openSource } from './open-source.ts';
import { chooseName } from '../policy/file-names/file-name.ts';
import { headerValue } from '../policy/http-message/header-list.ts';
import type { Validator } from '../policy/http-semantics/validator.ts';
import { noValidator } from '../policy/http-semantics/validator.ts';
import { pieceLength, type Source } from './source.ts';

/** What the first contact tells of a download. */
export interface Resource {
  readonly name: string;
  /** Bytes; null where nothing tells. */
  readonly size: number | null;
  readonly ranges: RangeSupport;
  readonly validator: Validator;
  readonly contentType: string | null;
}

export interface Probe {
  readonly source: Source;
  readonly resource: Resource;
  /** The open reply from offset 0, to go on with; null for an empty resource that needs none. */
  readonly opened: Opened | null;
}

const nothingKnown = { size: null, validator: null };

/**
 * First contact: one request for `bytes=0-`, whose stream becomes the first segment, so that nothing
 * is asked twice. A reply that makes sense only without Range is asked for again without it, and a
 * server that refuses both is asked for one piece.
 */
export async function probe(
  deps: OpenDeps,
  source: Source,
  signal: AbortSignal,
): Promise<Result<Probe, Failure>> {
  const first = await openSource(deps, source, { start: 0, end: null }, nothingKnown, signal);
  if (first.ok) return ok(found(source, first.value));
  if (first.failure.kind === 'nothing-there' && first.failure.size === 0) return ok(empty(source));
  if (first.failure.kind === 'failed') return fail(first.failure.failure);
  source.usesRange = false;
  // Whoever adds to a body on its way adds to the whole too: its length must be the one that was named.
  const size = first.failure.kind === 'no-ranges' ? (first.failure.size ?? null) : null;
  const plain = await openSource(deps, source, null, { size, validator: null }, signal);
  if (plain.ok) return ok(found(source, plain.value));
  if (plain.failure.kind === 'changed') return fail(causeOf(first.failure));
  const tooMuch = first.failure.kind === 'nothing-there' || isRefusedRange(first.failure);
  if (!tooMuch || signal.aborted) return fail(causeOf(plain.failure));
  const piece = await openSource(deps, source, { start: 0, end: pieceLength }, nothingKnown, signal);
  if (!piece.ok) return fail(causeOf(plain.failure));
  source.usesRange = true;
  source.longestRange = pieceLength;
  return ok(found(source, piece.value));
}

function found(source: Source, opened: Opened): Probe {
  const { head } = opened.reply;
  const { verdict } = opened;
  source.trusted = true;
  source.state = 'good';
  source.validator = verdict.validator;
  if (verdict.kind === 'whole') source.usesRange = false;
  const contentType = headerValue(head.headers, 'content-type');
  return {
    source,
    opened,
    resource: {
      name: chooseName({
        contentDisposition: headerValue(head.headers, 'content-disposition'),
        url: source.resolved ?? source.url,
        contentType,
      }),
      size: verdict.size,
      ranges: verdict.kind === 'part' ? 'yes' : 'no',
      validator: verdict.validator,
      contentType,
    },
  };
}

function empty(source: Source): Probe {
  source.trusted = true;
  source.state = 'good';
  const name = chooseName({ contentDisposition: null, url: source.url, contentType: null });
  return {
    source,
    opened: null,
    resource: { name, size: 0, ranges: 'no', validator: noValidator, contentType: null },
  };
}

function causeOf(failure: OpenFailure): Failure {
  if (failure.kind === 'failed' || failure.kind === 'no-ranges') return failure.failure;
  return { code: 'server-bad-status', facts: { status: 416 } };
}
