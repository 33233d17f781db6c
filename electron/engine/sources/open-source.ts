import type { Failure, InterruptReason } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { Sum } from '../../../shared/model/sums.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpReply, HttpReplyHead, HttpRequest, Transport } from '../ports/transport.ts';
import type { AskedRange, Known, Verdict } from '../policy/http-semantics/response-check.ts';
import { checkResponse } from '../policy/http-semantics/response-check.ts';
import { chooseName } from '../policy/file-names/file-name.ts';
import { headerValue } from '../policy/http-message/header-list.ts';
import { reachOfTyped } from '../policy/privacy/address-privacy.ts';
import type { PageRule } from '../policy/proof/web-page.ts';
import { judgeRedirect } from '../policy/http-semantics/redirect.ts';
import { ifRangeValue } from '../policy/http-semantics/validator.ts';
import { admission, answersMost, entryTo, type Entry } from './access/entry.ts';
import { notLetIn } from './access/not-let-in.ts';
import { refusePage } from './page-check.ts';
import type { Source } from './source.ts';

export interface OpenDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Milliseconds without an answer or a byte. */
  readonly timeout: number;
  /** Told of each request before it is sent. */
  readonly onRequest: (url: URL, asked: AskedRange | null, headers: HttpRequest['headers']) => void;
  readonly onReply: (head: HttpReplyHead, remote: string) => void;
  /** What a web page means in the file's place. */
  readonly pages: PageRule;
}

/** A reply whose head was found usable: its body is what the verdict says. */
export interface Opened {
  readonly reply: HttpReply;
  readonly verdict: Extract<Verdict, { kind: 'part' | 'whole' }>;
  /** Sum of what this very reply carries, where it is a part and the server sent one (RFC 9530). */
  readonly contentSum: Sum | null;
}

export type OpenFailure =
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'changed'; readonly etagOnly: boolean }
  | { readonly kind: 'nothing-there'; readonly size: number }
  /** The range request got a reply that is of use only without Range. */
  | { readonly kind: 'no-ranges'; readonly failure: Failure; readonly size?: number };

const agent: readonly [string, string] = ['User-Agent', 'Tributary/0.1'];

/**
 * Asks a source for a range and follows redirects (RFC 9110 section 15.4; at most 20 hops, each
 * told to `onRequest`). What goes with each request to be let in: `access/entry.ts`.
 * A reply that is not used is cancelled here.
 */
export async function openSource(
  deps: OpenDeps,
  source: Source,
  asked: AskedRange | null,
  known: Known,
  signal: AbortSignal,
): Promise<Result<Opened, OpenFailure>> {
  for (let stale = 0; ; stale += 1) {
    const at = source.resolved;
    const opened = await follow(deps, source, at ?? source.url, asked, known, signal);
    if (opened.ok || at === null || signal.aborted || stale >= staleMost) return opened;
    if (!mayBeStale(opened.failure, at, source.url)) return opened;
    // Somebody else has been given a new address meanwhile.
    if (source.resolved !== at) continue;
    if (source.resolving === null) {
      return resolveAnew(source, () => follow(deps, source, source.url, asked, known, signal));
    }
    const refused = await source.resolving;
    if (refused !== null) return fail({ kind: 'failed', failure: refused });
    if (source.resolved === at) return opened;
  }
}

/** Addresses of one redirect that a request may find to be of no use any more. */
const staleMost = 3;

/**
 * Asks the first address again, where what it led to is of no use any more: one request for all who
 * found that out. The others wait for it and go on with the address that it brings.
 */
async function resolveAnew(
  source: Source,
  ask: () => Promise<Result<Opened, OpenFailure>>,
): Promise<Result<Opened, OpenFailure>> {
  const { promise, resolve } = Promise.withResolvers<Failure | null>();
  source.resolving = promise;
  const opened = await ask();
  source.resolving = null;
  const refused = opened.ok || opened.failure.kind !== 'failed' ? null : opened.failure.failure;
  if (refused !== null) source.resolved = null;
  resolve(refused);
  return opened;
}

/** Whether a range that should be there was refused: 416, though nothing says that the file is another. */
export function isRefusedRange(failure: OpenFailure): boolean {
  return failure.kind === 'no-ranges' && failure.failure.facts?.['problem'] === 'refused';
}

/** Whether an address that a redirect led to may have expired, or its host may have gone. */
function mayBeStale(failure: OpenFailure, resolved: URL, first: URL): boolean {
  if (failure.kind !== 'failed') return false;
  const { code } = failure.failure;
  return expired.has(code) || (resolved.origin !== first.origin && gone.has(code));
}

const expired: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'server-unauthorized',
  'server-forbidden',
  'server-not-found',
  'server-bad-status',
  'server-unexpected-page',
]);

const gone: ReadonlySet<InterruptReason> = new Set<InterruptReason>([
  'network-refused',
  'network-timeout',
  'network-name-unknown',
  'network-name-lookup',
  'network-tls',
]);

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
  let answers = 0;
  for (;;) {
    const cookies = source.access.jar.ready();
    if (cookies !== null) await cookies;
    const entry = entryTo(source, url);
    const headers = requestHeaders(source, entry, asked, known);
    deps.onRequest(url, asked, headers);
    const started = deps.clock.now();
    const opened = await deps.transport.open(
      {
        url,
        headers,
        connectTimeout: deps.timeout,
        firstByteTimeout: deps.timeout,
        idleTimeout: deps.timeout,
        reach: source.reach,
      },
      signal,
    );
    if (!opened.ok) return fail({ kind: 'failed', failure: opened.failure });
    source.delay = (deps.clock.now() - started) / 1_000;
    let reply = opened.value;
    source.reach ??= reachOfTyped(url, reply.space);
    deps.onReply(reply.head, reply.remote);
    const turnedAway = admission(source, url, entry, reply.head);
    if (turnedAway !== null) {
      reply.cancel();
      answers += 1;
      if (turnedAway === 'again' && answers <= answersMost) continue;
      const failure = turnedAway === 'again' ? notLetIn(url, 'refused') : turnedAway;
      return fail({ kind: 'failed', failure });
    }
    const verdict = checkResponse(reply.head, asked, known, deps.clock.wall(), replyName(reply.head, url));
    const checked = await refusePage(reply, verdict, known, deps.pages, [source.url, url]);
    if (!checked.ok) return fail({ kind: 'failed', failure: checked.failure });
    reply = checked.value;
    if (verdict.kind === 'part' || verdict.kind === 'whole') {
      if (hops.length > 0) source.redirects = [source.url, ...hops];
      if (hops.length > 0 || url === source.url) source.resolved = url === source.url ? null : url;
      return ok({ reply, verdict, contentSum: source.sums.take(reply.head.headers, verdict, url) });
    }
    reply.cancel();
    if (verdict.kind !== 'redirect') return fail(openFailure(verdict));
    const next = judgeRedirect(url, verdict.location, hops.length);
    if (!next.ok) return fail({ kind: 'failed', failure: next.failure });
    url = next.value;
    answers = 0;
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
      return {
        kind: 'no-ranges',
        failure: verdict.failure,
        ...(verdict.size !== undefined && { size: verdict.size }),
      };
    case 'refused':
      return { kind: 'failed', failure: verdict.failure };
  }
}

/** The name that the file would get, where a coding may be a part of it. */
function replyName(head: HttpReplyHead, url: URL): string {
  if (headerValue(head.headers, 'content-encoding') === null) return '';
  return chooseName({
    contentDisposition: headerValue(head.headers, 'content-disposition'),
    url,
    contentType: headerValue(head.headers, 'content-type'),
  });
}

function requestHeaders(
  source: Source,
  entry: Entry,
  asked: AskedRange | null,
  known: Known,
): (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  const set = new Set(entry.headers.map(([name]) => name.toLowerCase()));
  if (!set.has('user-agent')) headers.push(agent);
  if (!set.has('accept')) headers.push(['Accept', '*/*']);
  headers.push(['Accept-Encoding', 'identity']);
  if (asked !== null) {
    headers.push(['Range', `bytes=${asked.start}-${asked.end === null ? '' : asked.end - 1}`]);
    const validator = known.validator === null ? null : ifRangeValue(known.validator);
    if (validator !== null && source.usesIfRange) headers.push(['If-Range', validator]);
  }
  for (const field of entry.headers) if (!protectedFields.has(field[0].toLowerCase())) headers.push(field);
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
