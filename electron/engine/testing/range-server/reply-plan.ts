import { STATUS_CODES } from 'node:http';
import { bodySourceOf, bufferSource, type BodySource } from './body-source.ts';
import type { Behaviour } from './range-server-options.ts';
import type { AskedRange, RequestHead } from './request-reader.ts';

/** A reply as it will be sent when nothing goes wrong with the connection. */
export interface ReplyPlan {
  readonly status: number;
  /** First line of the head, without its end; the rest of the head; both empty for HTTP/0.9. */
  readonly statusLine: Buffer;
  readonly headRest: Buffer;
  readonly body: BodySource;
  /** The connection is closed when the body has been sent. */
  readonly closes: boolean;
}

/** Where the reply is made: `{origin}` and `{connection}` in templates. */
export interface ReplyPlace {
  readonly origin: string;
  readonly connection: number;
}

type Headers = (readonly [name: string, value: string])[];

interface Content {
  readonly status: number;
  readonly headers: Headers;
  readonly body: BodySource;
}

const boundary = 'part-of-a-single-range';
const bodiless = [204, 205, 304];

/** What to answer: status, head and body, without any timing or fault. */
export function planReply(request: RequestHead, behaviour: Behaviour, place: ReplyPlace): ReplyPlan {
  const content = contentFor(request, behaviour, place);
  const closes =
    !behaviour.keepAlive ||
    behaviour.headless ||
    behaviour.version === '1.0' ||
    behaviour.framing === 'until-close' ||
    behaviour.lengthDelta > 0 ||
    behaviour.chunkFault === 'no-last' ||
    request.headers['connection']?.toLowerCase() === 'close';
  const headers: Headers = [
    ...(behaviour.date === null ? [] : [['Date', dateText(behaviour.date)] as const]),
    ...content.headers,
    ...framingHeaders(content, behaviour),
    ['Connection', closes ? 'close' : 'keep-alive'],
    ...behaviour.headers,
  ];
  const { status } = content;
  const statusLine =
    behaviour.statusLine ??
    `HTTP/${behaviour.version} ${String(status)} ${STATUS_CODES[status] ?? 'Unnamed'}`;
  const lines = [...headers.map(([name, value]) => `${name}: ${value}`), ...behaviour.rawHeaderLines];
  const rest = `${[...lines, ''].join(behaviour.lineEnding)}${behaviour.lineEnding}`;
  return {
    status,
    statusLine: behaviour.headless ? Buffer.alloc(0) : Buffer.from(statusLine, behaviour.headEncoding),
    headRest: behaviour.headless ? Buffer.alloc(0) : Buffer.from(rest, behaviour.headEncoding),
    body: request.method === 'HEAD' ? bufferSource(Buffer.alloc(0)) : content.body,
    closes,
  };
}

function contentFor(request: RequestHead, behaviour: Behaviour, place: ReplyPlace): Content {
  if (behaviour.status !== null) return statusContent(behaviour.status, behaviour);
  const redirect = redirectContent(request, behaviour, place);
  if (redirect !== null) return redirect;

  const source = bodySourceOf(behaviour);
  const { range } = request;
  const asked = range === null ? source.size : (range.last ?? source.size - 1) - range.first + 1;
  if (asked > (behaviour.maxRange ?? Infinity) || asked < (behaviour.minRange ?? 0)) {
    return refusal(behaviour.rangeRefusal, source.size, behaviour);
  }
  if (behaviour.ranges === 'refused') return refusal(416, source.size, behaviour);
  if (behaviour.ranges === 'forced')
    return partialContent(range ?? { first: 0, last: null }, source, behaviour, place);
  if (range === null || behaviour.ranges === 'ignored' || !ifRangeHolds(request, behaviour, place)) {
    return { status: 200, headers: describe(behaviour, place), body: source };
  }
  if (range.first >= source.size) return refusal(416, source.size, behaviour);
  return partialContent(range, source, behaviour, place);
}

function statusContent(status: number, behaviour: Behaviour): Content {
  const { retryAfter } = behaviour;
  const headers: Headers = [['Content-Type', 'text/html']];
  if (retryAfter !== null) headers.push(['Retry-After', retryAfterText(retryAfter)]);
  const text = bodiless.includes(status) ? '' : behaviour.errorBody;
  return { status, headers, body: bufferSource(Buffer.from(text)) };
}

function redirectContent(request: RequestHead, behaviour: Behaviour, place: ReplyPlace): Content | null {
  const { redirect } = behaviour;
  if (redirect === null) return null;
  const done = Number(/[?&]hop=(\d+)/.exec(request.target)?.[1] ?? 0);
  const to = done < (redirect.hops ?? 0) ? `${request.path}?hop=${String(done + 1)}` : redirect.to;
  const location: Headers = to === null ? [] : [['Location', to.replaceAll('{origin}', place.origin)]];
  const page = statusContent(redirect.status, behaviour);
  return { ...page, headers: [...page.headers, ...location] };
}

function refusal(status: number, size: number, behaviour: Behaviour): Content {
  const page = statusContent(status, behaviour);
  if (status !== 416 || behaviour.unsatisfiedRange === null) return page;
  const value = behaviour.unsatisfiedRange.replaceAll('{total}', String(size));
  return { ...page, headers: [...page.headers, ['Content-Range', value]] };
}

function partialContent(
  asked: AskedRange,
  source: BodySource,
  behaviour: Behaviour,
  place: ReplyPlace,
): Content {
  const first = clamp(asked.first + behaviour.shiftStart, 0, source.size);
  const wantedEnd = Math.min((asked.last ?? source.size - 1) + 1, source.size);
  const end = Math.min(
    clamp(wantedEnd + behaviour.shiftEnd, first, source.size),
    first + (behaviour.maxReply ?? Infinity),
  );
  const slice: BodySource = {
    size: end - first,
    read: (start, length) => source.read(first + start, length),
  };
  const total = source.size + behaviour.totalDelta;
  const contentRange = behaviour.contentRange
    ?.replaceAll('{first}', String(first))
    .replaceAll('{last}', String(end - 1))
    .replaceAll('{total}', String(total));
  const headers = describe(behaviour, place);
  if (behaviour.ranges === 'multipart') return multipart(slice, contentRange, headers, behaviour);
  if (contentRange !== undefined) headers.push(['Content-Range', contentRange]);
  return { status: 206, headers, body: slice };
}

/** One part in a multipart body, as RFC 9110 section 14.6 writes it. */
function multipart(
  slice: BodySource,
  contentRange: string | undefined,
  headers: Headers,
  behaviour: Behaviour,
): Content {
  const type = behaviour.contentType ?? 'application/octet-stream';
  const rangeLine = contentRange === undefined ? '' : `Content-Range: ${contentRange}\r\n`;
  const before = Buffer.from(`\r\n--${boundary}\r\nContent-Type: ${type}\r\n${rangeLine}\r\n`);
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const withoutType = headers.filter(([name]) => name !== 'Content-Type');
  const whole = Buffer.concat([before, slice.read(0, slice.size), after]);
  return {
    status: 206,
    headers: [...withoutType, ['Content-Type', `multipart/byteranges; boundary=${boundary}`]],
    body: bufferSource(whole),
  };
}

function describe(behaviour: Behaviour, place: ReplyPlace): Headers {
  const etag = etagOf(behaviour, place);
  const coding = behaviour.contentEncoding ?? behaviour.encode;
  const headers: Headers = [];
  if (behaviour.contentType !== null) headers.push(['Content-Type', behaviour.contentType]);
  if (behaviour.acceptRanges !== null) headers.push(['Accept-Ranges', behaviour.acceptRanges]);
  if (etag !== null) headers.push(['ETag', etag]);
  if (behaviour.lastModified !== null) headers.push(['Last-Modified', behaviour.lastModified]);
  if (coding !== null) headers.push(['Content-Encoding', coding]);
  if (behaviour.contentDisposition !== null)
    headers.push(['Content-Disposition', behaviour.contentDisposition]);
  return headers;
}

function framingHeaders({ status, body }: Content, behaviour: Behaviour): Headers {
  if (bodiless.includes(status) || behaviour.framing === 'until-close') return [];
  const length = body.size + behaviour.lengthDelta;
  const values = (behaviour.contentLengths ?? ['{length}']).map((text) =>
    text.replaceAll('{length}', String(length)),
  );
  const lengths = values.map((value) => ['Content-Length', value] as const);
  if (behaviour.framing === 'length') return lengths;
  const trailerNames = behaviour.trailers.map(([name]) => name).join(', ');
  const trailer = trailerNames === '' ? [] : [['Trailer', trailerNames] as const];
  const chunked = [['Transfer-Encoding', 'chunked'] as const, ...trailer];
  return behaviour.framing === 'chunked' ? chunked : [...chunked, ...lengths];
}

/** RFC 9110 section 13.1.5: an entity tag is compared strongly, a date exactly. */
function ifRangeHolds(request: RequestHead, behaviour: Behaviour, place: ReplyPlace): boolean {
  const condition = request.headers['if-range'];
  if (condition === undefined || behaviour.ifRange === 'ignored') return true;
  const isTag = condition.startsWith('"') || condition.startsWith('W/');
  if (!isTag) return condition === behaviour.lastModified;
  return (
    behaviour.ifRange === 'honoured' && !condition.startsWith('W/') && condition === etagOf(behaviour, place)
  );
}

function etagOf(behaviour: Behaviour, place: ReplyPlace): string | null {
  return behaviour.etag?.replaceAll('{connection}', String(place.connection)) ?? null;
}

function retryAfterText(value: number | string | { readonly dateIn: number }): string {
  return typeof value === 'object' ? new Date(Date.now() + value.dateIn * 1000).toUTCString() : String(value);
}

function dateText(date: string): string {
  return date === 'now' ? new Date().toUTCString() : date;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
