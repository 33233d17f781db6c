import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpReply, HttpReplyHead, Transport } from '../ports/transport.ts';
import type { AskedRange, Known, Verdict } from '../policy/response-check.ts';
import { checkResponse } from '../policy/response-check.ts';
import { chooseName } from '../policy/file-name.ts';
import { headerValue } from '../policy/header-list.ts';
import { judgeRedirect } from '../policy/redirect.ts';
import { ifRangeValue } from '../policy/validator.ts';
import type { Source } from './source.ts';

export interface OpenDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Milliseconds without an answer or a byte. */
  readonly timeout: number;
  /** Told of each request before it is sent. */
  readonly onRequest: (url: URL, asked: AskedRange | null) => void;
  readonly onReply: (head: HttpReplyHead, remote: string) => void;
}

/** A reply whose head was found usable: its body is what the verdict says. */
export interface Opened {
  readonly reply: HttpReply;
  readonly verdict: Extract<Verdict, { kind: 'part' | 'whole' }>;
}

export type OpenFailure =
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'changed'; readonly etagOnly: boolean }
  | { readonly kind: 'nothing-there'; readonly size: number }
  /** The range request got a reply that is of use only without Range. */
  | { readonly kind: 'no-ranges'; readonly failure: Failure };

const agent: readonly [string, string] = ['User-Agent', 'Tributary/0.1'];

/**
 * Asks a source for a range and follows redirects (RFC 9110 section 15.4; at most 20 hops, each
 * told to `onRequest`). Headers set by the user and credentials go to the source's own origin only.
 * A reply that is not used is cancelled here.
 */
export async function openSource(
  deps: OpenDeps,
  source: Source,
  asked: AskedRange | null,
  known: Known,
  signal: AbortSignal,
): Promise<Result<Opened, OpenFailure>> {
  const first = await follow(deps, source, source.resolved ?? source.url, asked, known, signal);
  if (first.ok || source.resolved === null || !isRefusal(first.failure) || signal.aborted) return first;
  // A resolved address may have expired: the original one is asked again, once.
  source.resolved = null;
  return follow(deps, source, source.url, asked, known, signal);
}

/** Whether a range that should be there was refused: 416, though nothing says that the file is another. */
export function isRefusedRange(failure: OpenFailure): boolean {
  return failure.kind === 'no-ranges' && failure.failure.facts?.['problem'] === 'refused';
}

function isRefusal(failure: OpenFailure): boolean {
  if (failure.kind !== 'failed') return false;
  const { code } = failure.failure;
  return code === 'server-unauthorized' || code === 'server-forbidden' || code === 'server-not-found';
}

async function follow(
  deps: OpenDeps,
  source: Source,
  from: URL,
  asked: AskedRange | null,
  known: Known,
  signal: AbortSignal,
): Promise<Result<Opened, OpenFailure>> {
  const hops: URL[] = [];
  let url = from;
  for (;;) {
    deps.onRequest(url, asked);
    const started = deps.clock.now();
    const opened = await deps.transport.open(
      {
        url,
        headers: requestHeaders(source, url, asked, known),
        connectTimeout: deps.timeout,
        firstByteTimeout: deps.timeout,
        idleTimeout: deps.timeout,
      },
      signal,
    );
    if (!opened.ok) return fail({ kind: 'failed', failure: opened.failure });
    source.delay = (deps.clock.now() - started) / 1_000;
    const reply = opened.value;
    deps.onReply(reply.head, reply.remote);
    const verdict = checkResponse(reply.head, asked, known, deps.clock.wall(), replyName(reply.head, url));
    if (verdict.kind === 'part' || verdict.kind === 'whole') {
      if (hops.length > 0) {
        source.redirects = [source.url, ...hops];
        source.resolved = url;
      }
      return ok({ reply, verdict });
    }
    reply.cancel();
    if (verdict.kind !== 'redirect') return fail(openFailure(verdict));
    const next = judgeRedirect(url, verdict.location, hops.length);
    if (!next.ok) return fail({ kind: 'failed', failure: next.failure });
    url = next.value;
    hops.push(url);
  }
}

function openFailure(verdict: Exclude<Verdict, { kind: 'part' | 'whole' | 'redirect' }>): OpenFailure {
  switch (verdict.kind) {
    case 'changed':
      return { kind: 'changed', etagOnly: verdict.etagOnly };
    case 'nothing-there':
      return { kind: 'nothing-there', size: verdict.size };
    case 'range-unusable':
      return { kind: 'no-ranges', failure: verdict.failure };
    case 'refused':
      return { kind: 'failed', failure: verdict.failure };
  }
}

function replyName(head: HttpReplyHead, url: URL): string {
  return chooseName({
    contentDisposition: headerValue(head.headers, 'content-disposition'),
    url,
    contentType: headerValue(head.headers, 'content-type'),
  });
}

function requestHeaders(
  source: Source,
  url: URL,
  asked: AskedRange | null,
  known: Known,
): (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  const own = url.origin === source.url.origin ? source.headers : [];
  const set = new Set(own.map(([name]) => name.toLowerCase()));
  if (!set.has('user-agent')) headers.push(agent);
  if (!set.has('accept')) headers.push(['Accept', '*/*']);
  headers.push(['Accept-Encoding', 'identity']);
  if (asked !== null) {
    headers.push(['Range', `bytes=${asked.start}-${asked.end === null ? '' : asked.end - 1}`]);
    const validator = known.validator === null ? null : ifRangeValue(known.validator);
    if (validator !== null && source.usesIfRange) headers.push(['If-Range', validator]);
  }
  for (const field of own) if (!protectedFields.has(field[0].toLowerCase())) headers.push(field);
  return headers;
}

/** Fields that the engine's own correctness depends on. */
const protectedFields = new Set([
  'range',
  'if-range',
  'accept-encoding',
  'host',
  'connection',
  'transfer-encoding',
  'content-length',
]);
