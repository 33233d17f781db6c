import type { RequestHeaders } from '../../../shared/model/intake.ts';

/** Headers that were typed, a line each; `wrong` is the number of the first line that is none, from 1. */
export type HeaderLines =
  { readonly ok: true; readonly headers: RequestHeaders } | { readonly ok: false; readonly wrong: number };

/** Reads `Name: value` lines (RFC 9110 section 5.5); empty ones are passed over. */
export function headerLines(text: string): HeaderLines {
  const headers: [string, string][] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined || value === undefined || /\p{Cc}/u.test(value))
      return { ok: false, wrong: index + 1 };
    headers.push([name, value]);
  }
  return { ok: true, headers };
}
