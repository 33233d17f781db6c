import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';

/** Most header lines a reply may have. */
const maxHeaderCount = 256;

/** A reply's head, read but not yet judged. Names are lower-case; values are latin1 text, trimmed. */
export interface StatusAndHeaders {
  readonly status: number;
  readonly version: '1.0' | '1.1';
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const statusLine = /^HTTP\/1\.([0-9]) +([1-9][0-9]{2})(?:[ \t].*)?$/;
/** Wider than a token: `Cache Control` and `Größe` are no reason to refuse a file, and no name that counts. */
const fieldName = /^[!-9;-~\x80-\xff]+(?: [!-9;-~\x80-\xff]+)*$/;

/**
 * Reads a complete head, from the status line to its empty line (RFC 9112 sections 4 and 5). Lines may
 * end in a bare LF. A folded line is joined to its field by one space (section 5.2); blanks between a
 * name and its colon are dropped. Fails with `server-protocol` on a line that is no field, a CR inside
 * a line, white space before the first field, or more than `maxHeaderCount` fields.
 */
export function readReplyHead(bytes: Uint8Array): Result<StatusAndHeaders, Failure> {
  const lines = latin1Text(bytes).split('\n');
  const first = statusLine.exec(withoutCarriageReturn(lines[0] ?? ''));
  if (first === null) return protocolFault('status-line');

  const headers: [name: string, value: string][] = [];
  for (let i = 1; i < lines.length; i++) {
    const line = withoutCarriageReturn(lines[i] ?? '');
    if (line === '') break;
    if (line.includes('\r')) return protocolFault('header-line');

    if (line.startsWith(' ') || line.startsWith('\t')) {
      const folded = headers.at(-1);
      if (folded === undefined) return protocolFault('header-line');
      const more = trimBlanks(line);
      if (more !== '') folded[1] += folded[1] === '' ? more : ` ${more}`;
      continue;
    }
    const colon = line.indexOf(':');
    const name = trimBlanks(line.slice(0, Math.max(colon, 0)));
    if (!fieldName.test(name)) return protocolFault('header-line');
    if (headers.length === maxHeaderCount) return protocolFault('too-many-headers');
    headers.push([name.toLowerCase(), trimBlanks(line.slice(colon + 1))]);
  }
  return ok({ status: Number(first[2]), version: first[1] === '0' ? '1.0' : '1.1', headers });
}

function protocolFault(fault: string): Result<never, Failure> {
  return fail({ code: 'server-protocol', facts: { fault } });
}

/** Each byte as the character of its number. (The `latin1` of TextDecoder is windows-1252.) */
function latin1Text(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 4096) {
    // Not spread: that makes an iterator of it, at four times the cost.
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(from, from + 4096));
  }
  return text;
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Without the spaces and tabs around it, in time that grows only with the length. */
export function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
