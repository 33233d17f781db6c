import { redactUrl } from './redact-url.ts';

type Headers = readonly (readonly [name: string, value: string])[];

const hidden = '***';
const valueMost = 160;
const linesMost = 40;

/** Fields whose values say nothing of who asks. All others are told by name only. */
const plain = new Set(
  (
    'accept accept-encoding accept-ranges age alt-svc cache-control connection content-digest ' +
    'content-disposition content-encoding content-language content-length content-md5 content-range ' +
    'content-type date digest etag expires host if-range keep-alive last-modified range repr-digest ' +
    'retry-after server strict-transport-security transfer-encoding user-agent vary via x-cache'
  ).split(' '),
);

/** Fields that hold an address: shown as any address is. */
const addresses = new Set(['location', 'content-location']);

/** A request as it went out, a line each, for a person to read: what may be a secret in it is hidden. */
export function shownRequest(url: URL, headers: Headers): string {
  const target = redactUrl(`${url.pathname}${url.search}`);
  return [`GET ${target} HTTP/1.1`, `Host: ${url.host}`, ...shownFields(headers)].join('\n');
}

/** A reply's head, likewise. */
export function shownReply(head: {
  readonly version: string;
  readonly status: number;
  readonly headers: Headers;
}): string {
  return [`HTTP/${head.version} ${head.status}`, ...shownFields(head.headers)].join('\n');
}

function shownFields(headers: Headers): readonly string[] {
  const lines = headers.slice(0, linesMost).map(([name, value]) => {
    const key = name.toLowerCase();
    const shown = addresses.has(key) ? redactUrl(value) : plain.has(key) ? value : hidden;
    const clean = shown.replaceAll(/\p{Cc}/gu, ' ');
    return `${name}: ${clean.length > valueMost ? `${clean.slice(0, valueMost)}…` : clean}`;
  });
  return headers.length > linesMost ? [...lines, '…'] : lines;
}
