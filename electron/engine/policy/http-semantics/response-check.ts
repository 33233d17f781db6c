import type { Failure } from '../../../../shared/model/reasons.ts';
import { bodyForm, type BodyForm, type ContentDecoder } from './content-coding.ts';
import { parseContentRange } from './content-range.ts';
import type { HeaderList } from '../http-message/header-list.ts';
import { headerValue } from '../http-message/header-list.ts';
import { retryAfter } from './retry-after.ts';
import type { Validator } from './validator.ts';
import { compareValidators, differInEtagOnly, validatorOf } from './validator.ts';

/** What a verdict is based on: the part of a reply's head that does not depend on the transport. */
export interface ReplyFacts {
  readonly status: number;
  readonly headers: HeaderList;
  readonly framing: { readonly kind: 'length'; readonly length: number } | { readonly kind: string };
}

/** What was asked: nothing (`null`), from `start` on (`end` null), or `[start, end)`. */
export interface AskedRange {
  readonly start: number;
  readonly end: number | null;
}

/** What is known of the representation before the reply. */
export interface Known {
  readonly size: number | null;
  readonly validator: Validator | null;
}

export type Verdict =
  /** The body is `[start, end)` of the representation; `end` is null where nothing tells it. */
  | {
      readonly kind: 'part';
      readonly start: number;
      readonly end: number | null;
      readonly size: number | null;
      readonly validator: Validator;
      /** Whether the reply's validator proves it to be the known representation. */
      readonly proven: boolean;
    }
  /** The body is the whole representation, once `decoder` has undone it: no ranges here. */
  | {
      readonly kind: 'whole';
      readonly decoder: ContentDecoder | null;
      readonly size: number | null;
      readonly validator: Validator;
      readonly proven: boolean;
    }
  /** 416 while no size is known: nothing lies at or after the start asked for; `size` as the server tells it. */
  | { readonly kind: 'nothing-there'; readonly size: number }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Another representation than the known one. `etagOnly`: nothing but its entity tag says so. */
  | { readonly kind: 'changed'; readonly etagOnly: boolean }
  /** A reply to a range request that cannot be used as such; without Range it may. */
  | {
      readonly kind: 'range-unusable';
      readonly failure: Failure;
      /** Of the whole representation, where the reply names it although its own length contradicts it. */
      readonly size?: number;
    }
  | { readonly kind: 'refused'; readonly failure: Failure };

/**
 * Judges a reply's head against what was asked and what is known: status, Content-Range start, end
 * and total, length, coding and validator (RFC 9110 sections 14.4, 15.3.7, 15.5.17). No byte of a
 * body is used before this says `part` or `whole`.
 *
 * @param wallNow milliseconds since the epoch, for Retry-After dates
 * @param fileName name that the file gets, by which a coding may be the file's own
 */
export function checkResponse(
  head: ReplyFacts,
  asked: AskedRange | null,
  known: Known,
  wallNow: number,
  fileName = '',
): Verdict {
  const validator = validatorOf(head.headers);
  const form = bodyForm(headerValue(head.headers, 'content-encoding'), fileName);
  if (head.status === 206) return checkPart(head, form, asked, known, validator);
  if (head.status === 200) return checkWhole(head, form, known, validator);
  if (head.status === 416 && asked !== null) return checkUnsatisfied(head, known);
  if ([301, 302, 303, 307, 308].includes(head.status)) {
    const location = headerValue(head.headers, 'location');
    if (location !== null) return { kind: 'redirect', location };
  }
  return { kind: 'refused', failure: refusal(head, wallNow) };
}

/** A 416 agrees with what is known only where it names another size; else the server refuses ranges. */
function checkUnsatisfied(head: ReplyFacts, known: Known): Verdict {
  const field = headerValue(head.headers, 'content-range');
  const range = field === null ? null : parseContentRange(field);
  const size = range?.kind === 'unsatisfied' ? range.total : null;
  if (known.size === null && size !== null) return { kind: 'nothing-there', size };
  return size === null || size === known.size ? badRange('refused') : another;
}

const another: Verdict = { kind: 'changed', etagOnly: false };

function badRange(problem: string): Extract<Verdict, { kind: 'range-unusable' }> {
  return { kind: 'range-unusable', failure: { code: 'server-bad-range', facts: { problem } } };
}

function otherValidator(known: Validator, validator: Validator): Verdict {
  return { kind: 'changed', etagOnly: differInEtagOnly(known, validator) };
}

function checkPart(
  head: ReplyFacts,
  form: BodyForm,
  asked: AskedRange | null,
  known: Known,
  validator: Validator,
): Verdict {
  const length = bodyLength(head);
  if (asked === null) return badRange('unasked');
  const field = headerValue(head.headers, 'content-range');
  if (field === null) return badRange('missing');
  const range = parseContentRange(field);
  if (range?.kind !== 'part') return badRange('malformed');
  if (isMultipart(head)) return badRange('multipart');
  if (form.kind !== 'plain') return badRange('coded');
  if (known.size !== null && range.total !== null && range.total !== known.size) return another;
  if (known.validator !== null && compareValidators(known.validator, validator) === 'different') {
    return otherValidator(known.validator, validator);
  }
  if (range.range.start !== asked.start) return badRange('shifted');
  if (length !== null && length !== range.range.end - range.range.start) {
    const { total } = range;
    return { ...badRange('length'), ...(total !== null && { size: total }) };
  }
  if (known.size !== null && range.range.end > known.size) return badRange('beyond');
  return {
    kind: 'part',
    start: range.range.start,
    end: range.range.end,
    size: range.total,
    validator,
    proven: known.validator !== null && compareValidators(known.validator, validator) === 'same',
  };
}

function checkWhole(head: ReplyFacts, form: BodyForm, known: Known, validator: Validator): Verdict {
  if (form.kind === 'chained') {
    return { kind: 'refused', failure: { code: 'server-protocol', facts: { fault: 'content-coding' } } };
  }
  const decoder = form.kind === 'coded' ? form.decoder : null;
  // The length is that of the coded form (RFC 9110 section 8.6).
  const size = decoder === null ? bodyLength(head) : null;
  const comparison = known.validator === null ? 'unknown' : compareValidators(known.validator, validator);
  if (known.size !== null && size !== null && size !== known.size) return another;
  if (known.validator !== null && comparison === 'different')
    return otherValidator(known.validator, validator);
  return { kind: 'whole', decoder, size, validator, proven: comparison === 'same' };
}

/** Parts between boundaries, which a single range must not be answered with (RFC 9110 section 15.3.7.2). */
function isMultipart(head: ReplyFacts): boolean {
  return /^\s*multipart\/byteranges\b/i.test(headerValue(head.headers, 'content-type') ?? '');
}

function bodyLength(head: ReplyFacts): number | null {
  return 'length' in head.framing ? head.framing.length : null;
}

function refusal(head: ReplyFacts, wallNow: number): Failure {
  const status = head.status;
  const facts = { status };
  if (status === 401 || status === 407) return { code: 'server-unauthorized', facts };
  if (status === 403) return { code: 'server-forbidden', facts };
  if (status === 404 || status === 410) return { code: 'server-not-found', facts };
  if (status === 429 || status === 503) {
    const field = headerValue(head.headers, 'retry-after');
    const wait = field === null ? null : retryAfter(field, headerValue(head.headers, 'date'), wallNow);
    return wait === null
      ? { code: 'server-unavailable', facts }
      : { code: 'server-asked-to-wait', facts: { status, wait, until: wallNow + wait } };
  }
  // Network Authentication Required (RFC 6585 section 6): a captive portal that says so.
  if (status === 511) return { code: 'server-unexpected-page', facts };
  if (status === 408 || status === 425 || (status >= 500 && status !== 501 && status !== 505)) {
    return { code: 'server-unavailable', facts };
  }
  if (status < 400) return { code: 'server-no-content', facts };
  return { code: 'server-bad-status', facts };
}
