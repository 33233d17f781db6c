import fc from 'fast-check';
import { nameFromContentDisposition } from '../../electron/engine/policy/file-names/content-disposition.ts';
import { contentLength } from '../../electron/engine/policy/http-message/content-length.ts';
import { parseContentRange } from '../../electron/engine/policy/http-semantics/content-range.ts';
import { parseHttpDate } from '../../electron/engine/policy/http-semantics/http-date.ts';
import { retryAfter } from '../../electron/engine/policy/http-semantics/retry-after.ts';
import { claim, fuzzTarget, latin1Of, type FuzzTarget } from './fuzz-target.ts';

const dispositionText = latin1Of(
  "attachment|; |filename|=|\"|*|*0|*1*|filename*=UTF-8''|iso-8859-1'en'|%e2%82%ac|%2f|%|\\|../|=?utf-8?b?4oKs?=|=?utf-8?q?a=20b?=|a.zip| |,|\xec\x95\x88|\xe9".split(
    '|',
  ),
  16,
);
/** Names that no decoding changes: without `%`, `=?`, quotes and characters that stand for others. */
const plainName = fc.string({ unit: fc.constantFrom(...'ab.-_ (1)éß한글日\u{1f600}'), maxLength: 20 });

const disposition = fuzzTarget(
  'Content-Disposition',
  fc.record({ text: dispositionText, name: plainName }),
  ({ text, name }) => {
    const found = nameFromContentDisposition(text);
    claim(found === null || (found.trim() !== '' && !found.includes('\ufffd')), 'a name with nothing in it');
    if (name.trim() === '') return;
    const escaped = encodeURIComponent(name).replace(
      /['()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16)}`,
    );
    const extended = `attachment; filename="other"; filename*=UTF-8''${escaped}`;
    claim(nameFromContentDisposition(extended) === name, 'filename* does not come back');
    const bytes = String.fromCharCode(...new TextEncoder().encode(name));
    claim(
      nameFromContentDisposition(`attachment; filename="${bytes}"`) === name,
      'filename does not come back',
    );
  },
);

const numbers = fc.oneof(
  fc.nat(),
  fc.maxSafeNat(),
  fc.constantFrom(0, 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e20),
);

const contentRange = fuzzTarget(
  'Content-Range',
  fc.record({
    text: latin1Of('bytes|=|:| |-|/|*|0|9|00|18446744073709551616|9007199254740991|-1|items|,'.split('|'), 8),
    first: numbers,
    last: numbers,
    total: fc.option(numbers),
  }),
  ({ text, first, last, total }) => {
    const found = parseContentRange(text);
    if (found?.kind === 'part') {
      const { start, end } = found.range;
      claim(Number.isSafeInteger(start) && Number.isSafeInteger(end), 'a range that is not exact');
      claim(start >= 0 && start < end && end <= (found.total ?? end), 'a range that cannot be');
    }
    const digits = (value: number): string => BigInt(value).toString();
    const field = `bytes ${digits(first)}-${digits(last)}/${total === null ? '*' : digits(total)}`;
    const read = parseContentRange(field);
    const exact = [first, last + 1, total ?? 0].every((value) => Number.isSafeInteger(value));
    const possible = exact && last >= first && (total === null || last < total);
    claim((read !== null) === possible, `${field} is ${possible ? 'refused' : 'taken'}`);
    if (read?.kind !== 'part') return;
    claim(read.range.start === first && read.range.end === last + 1 && read.total === total, 'another range');
  },
);

const lengths = fuzzTarget(
  'Content-Length',
  fc.array(latin1Of('0|5|42|,| |\t|+|-|0x|1e3|9007199254740991|9007199254740992|00'.split('|'), 5), {
    maxLength: 3,
  }),
  (values) => {
    const read = contentLength(values);
    if (!read.ok || read.value === null) return;
    claim(Number.isSafeInteger(read.value) && read.value >= 0, 'a length that is not exact');
    const members = values.flatMap((value) => value.split(',').map((member) => member.trim()));
    claim(new Set(members).size === 1 && BigInt(members[0] ?? '') === BigInt(read.value), 'another length');
  },
);

const wallNow = Date.UTC(2026, 10, 22);
const century = 100 * 365 * 86_400_000;
const dateText = latin1Of(
  'Sun, |Sunday, |Sun |06|06 | 6|Nov| Nov |-Nov-|1994|94|08:49:37|08:49:60|24:00:00| |GMT|120|9999999999|-1|1.5'.split(
    '|',
  ),
  8,
);

const retry = fuzzTarget(
  'Retry-After',
  fc.record({ text: dateText, date: fc.option(dateText), seconds: numbers, moment: fc.nat({ max: 4e9 }) }),
  ({ text, date, seconds, moment }) => {
    const wait = retryAfter(text, date, wallNow);
    claim(
      wait === null || (wait >= 0 && wait <= century && Number.isSafeInteger(wait)),
      'a wait that cannot be',
    );
    const asked = retryAfter(BigInt(seconds).toString(), date, wallNow);
    claim(asked === Math.min(seconds * 1_000, century), 'seconds are not taken as they are');
    const at = moment * 1_000;
    const written = new Date(at).toUTCString();
    claim(parseHttpDate(written, wallNow) === at, `${written} is read as another moment`);
    const sooner = new Date(Math.max(0, at - 60_000)).toUTCString();
    claim(
      retryAfter(written, sooner, wallNow) === Math.min(at, 60_000),
      'a date is not measured by the server',
    );
  },
);

export const headerTargets: readonly FuzzTarget[] = [disposition, contentRange, lengths, retry];
