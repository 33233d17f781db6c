import type { AuthOptions } from './auth-gate.ts';
import type { CookieOptions } from './cookie-gate.ts';

/**
 * How the server answers one request. Every field is plain data, so that the same options work in
 * process and for the child process (JSON). Defaults are `goodBehaviour`; ids in brackets are rows
 * of the catalogue of server behaviours. Sizes and offsets are bytes, times milliseconds.
 */
export interface Behaviour {
  /** The body: the first `size` bytes that `seed` names, or `content` in its place [B13]. */
  readonly seed: number;
  readonly size: number;
  readonly content: string | null;
  readonly contentType: string | null;
  /** Offsets of the seeded body whose bytes are turned over [B15]. */
  readonly corrupt: readonly number[];

  /** Answers this status, with `errorBody`, in place of the file [C18, E1, E3, E6, E7, F9-F13]. */
  readonly status: number | null;
  readonly errorBody: string;
  /** Seconds, a raw value, or a date so many seconds away from now [E1, E2]. */
  readonly retryAfter: number | string | { readonly dateIn: number } | null;
  /**
   * `to` goes into Location as it stands, in `headEncoding`; `{origin}` stands for this server's
   * origin. With `hops` the path redirects to itself (`?hop=1` …) so many times first [F1-F6].
   */
  readonly redirect: { readonly status: number; readonly to: string | null; readonly hops?: number } | null;

  /** `forced`: 206 even where no range was asked [A15]; `refused`: always 416 [A16, A17]. */
  readonly ranges: 'honoured' | 'ignored' | 'forced' | 'multipart' | 'refused';
  readonly acceptRanges: string | null;
  /** Template: `{first}`, `{last}` (closed range) and `{total}`; null leaves it out [A9, A10, A12, A13]. */
  readonly contentRange: string | null;
  /** Template of the 416's header: `{total}` [A16-A18]. */
  readonly unsatisfiedRange: string | null;
  /** Moves header and bytes of a 206 together: the start [A6], the end [A8], or both ends. */
  readonly shiftStart: number;
  readonly shiftEnd: number;
  /** A 206 brings at most so many bytes [A7]. */
  readonly maxReply: number | null;
  /** Added to the total in Content-Range [A11]. */
  readonly totalDelta: number;
  /** Longer and shorter ranges than these get `rangeRefusal`; no Range counts as the whole [A19, A20]. */
  readonly maxRange: number | null;
  readonly minRange: number | null;
  readonly rangeRefusal: number;

  /** `{connection}` stands for the number of the connection [B1-B3, B5, B7]. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** `now`, a raw value, or null for none. */
  readonly date: string | null;
  /** `date-only`: an entity tag in If-Range is answered by 200 [B6]; `ignored`: the range is served anyway. */
  readonly ifRange: 'honoured' | 'date-only' | 'ignored';
  readonly contentDisposition: string | null;

  readonly version: '1.0' | '1.1';
  readonly framing: 'length' | 'chunked' | 'until-close' | 'chunked-and-length';
  /** Added to the Content-Length: more than is sent [C4], then the connection is closed; or less [C5]. */
  readonly lengthDelta: number;
  /** Raw Content-Length values, one header line each; `{length}` is the right one [C6, C16]. */
  readonly contentLengths: readonly string[] | null;
  readonly chunkSize: number;
  /** `bad-size`: the second chunk's size is no number; `no-last`: closed before the last chunk [C2]. */
  readonly chunkFault: 'bad-size' | 'no-last' | null;
  readonly trailers: readonly (readonly [name: string, value: string])[];
  /** `gzip` sends the gzip form of the body, and ranges of that form [C8, C9]. */
  readonly encode: 'gzip' | null;
  /** The header alone, whatever the body is [C10, C11]. */
  readonly contentEncoding: string | null;
  /** Statuses of the interim replies before the head [C13]. */
  readonly informational: readonly number[];
  /** Header lines to send before the others, each `length` bytes long; stops at 64 MiB [C12]. */
  readonly headerFlood: { readonly lines: number; readonly length: number } | null;
  /** Raw first line [C17]. */
  readonly statusLine: string | null;
  /** No head at all: HTTP/0.9 [C17]. */
  readonly headless: boolean;
  readonly lineEnding: '\r\n' | '\n';
  readonly headEncoding: 'utf8' | 'latin1';
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Lines added to the head as they stand [C17]. */
  readonly rawHeaderLines: readonly string[];

  /** What goes wrong with the connection, and where [D1, D2, D4, D7]. */
  readonly fault: Fault | null;
  /** The connection is closed so many milliseconds after the request came [D7]. */
  readonly dropAfter: number | null;
  /** A second request on one connection is answered by closing it [D5]. */
  readonly closeReused: boolean;
  readonly keepAlive: boolean;

  /** Bytes per second of this reply's body, from its first byte, with no free burst; null is unlimited [D3]. */
  readonly rate: number | null;
  /** Body bytes that are given to the system at once, at most, where no chunks are. */
  readonly pieceSize: number;
  readonly firstByteDelay: number;
}

/**
 * `reset` is a TCP reset, `close` an orderly end, `cut` an end without TLS's close_notify (on plain
 * TCP the same as `close`), `stall` silence for `stallFor` milliseconds (60,000) and then a reset.
 * `at`: so many body bytes of the reply are sent first; negative counts from its end.
 */
export interface Fault {
  readonly kind: 'reset' | 'close' | 'cut' | 'stall';
  readonly at: number | 'before-head' | 'in-head';
  readonly stallFor?: number;
}

/** When a rule applies: every field that is given must hold. */
export interface Condition {
  /** Path without the query; a path that ends in `*` is a prefix. */
  readonly path?: string;
  readonly method?: string;
  /** First and last number of the request among those for its path, from 1. */
  readonly from?: number;
  readonly to?: number;
  /** Every n-th request for its path. */
  readonly every?: number;
  readonly ranged?: boolean;
  /** The asked range starts at this offset or behind it. */
  readonly startFrom?: number;
  /** More than so many requests are being answered, this one counted [E3, E4, E5]. */
  readonly activeOver?: number;
  /** More than so many connections are open, this one counted. */
  readonly connectionsOver?: number;
  /** Milliseconds since the first request [E7, F9]. */
  readonly after?: number;
  readonly before?: number;
  /** The server sent at least so many body bytes. */
  readonly afterBytes?: number;
}

export interface Rule {
  readonly when: Condition;
  readonly use: Partial<Behaviour>;
}

export interface RangeServerOptions extends Partial<Behaviour> {
  /** Applied in order on top of the behaviour; a later one wins. */
  readonly rules?: readonly Rule[];
  /** `rate` of each connection by slot (the lowest free number at its start); the last for all others. */
  readonly slotRates?: readonly number[];
  /** Bytes per second of all replies together. */
  readonly totalRate?: number;
  /** The connection of this number, from 1, falls silent for good when it has brought so many body bytes. */
  readonly deadEnd?: { readonly connection: number; readonly bytes: number };
  /** `entry` redirects to a signed address that serves `uses` requests or `life` milliseconds [F9, F13]. */
  readonly signed?: {
    readonly entry: string;
    readonly uses?: number;
    readonly life?: number;
    readonly status?: number;
  };
  /** Asks for a user and a password. */
  readonly auth?: AuthOptions;
  /** Asks for a cookie that one of its paths gives. */
  readonly cookies?: CookieOptions;
  /** PEM; the server then speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly host?: string;
  readonly port?: number;
}

export const goodBehaviour: Behaviour = {
  seed: 1,
  size: 1 << 20,
  content: null,
  contentType: 'application/octet-stream',
  corrupt: [],
  status: null,
  errorBody: '<html><body>This is an error page, not the file.</body></html>\n',
  retryAfter: null,
  redirect: null,
  ranges: 'honoured',
  acceptRanges: 'bytes',
  contentRange: 'bytes {first}-{last}/{total}',
  unsatisfiedRange: 'bytes */{total}',
  shiftStart: 0,
  shiftEnd: 0,
  maxReply: null,
  totalDelta: 0,
  maxRange: null,
  minRange: null,
  rangeRefusal: 416,
  etag: '"first"',
  lastModified: 'Sun, 01 Nov 2020 10:00:00 GMT',
  date: 'now',
  ifRange: 'honoured',
  contentDisposition: null,
  version: '1.1',
  framing: 'length',
  lengthDelta: 0,
  contentLengths: null,
  chunkSize: 16_384,
  chunkFault: null,
  trailers: [],
  encode: null,
  contentEncoding: null,
  informational: [],
  headerFlood: null,
  statusLine: null,
  headless: false,
  lineEnding: '\r\n',
  headEncoding: 'utf8',
  headers: [],
  rawHeaderLines: [],
  fault: null,
  dropAfter: null,
  closeReused: false,
  keepAlive: true,
  rate: null,
  pieceSize: 262_144,
  firstByteDelay: 0,
};

/** The facts of a request that conditions ask about. */
export interface RequestFacts {
  readonly path: string;
  readonly method: string;
  readonly number: number;
  /** Start of the asked range, or null where none was asked. */
  readonly rangeStart: number | null;
  readonly active: number;
  readonly connections: number;
  readonly age: number;
  readonly bytesSent: number;
}

/** The behaviour with every rule that applies laid over it. */
export function behaviourFor(base: Behaviour, rules: readonly Rule[], facts: RequestFacts): Behaviour {
  return rules
    .filter((rule) => applies(rule.when, facts))
    .reduce<Behaviour>((behaviour, rule) => ({ ...behaviour, ...rule.use }), base);
}

function applies(when: Condition, facts: RequestFacts): boolean {
  const { path, number, rangeStart } = facts;
  return (
    (when.path === undefined || samePath(when.path, path)) &&
    (when.method === undefined || when.method === facts.method) &&
    number >= (when.from ?? 1) &&
    number <= (when.to ?? Infinity) &&
    number % (when.every ?? 1) === 0 &&
    (when.ranged === undefined || when.ranged === (rangeStart !== null)) &&
    (when.startFrom === undefined || (rangeStart !== null && rangeStart >= when.startFrom)) &&
    facts.active > (when.activeOver ?? 0) &&
    facts.connections > (when.connectionsOver ?? 0) &&
    facts.age >= (when.after ?? 0) &&
    facts.age < (when.before ?? Infinity) &&
    facts.bytesSent >= (when.afterBytes ?? 0)
  );
}

function samePath(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}
