import { fail, ok, type Result } from './result.ts';

/** Addresses that one pattern may stand for. */
export const batchMost = 10_000;
const longestPattern = 16_384;
const widestNumber = 15;

/** What `(*)` counts: whole numbers, both ends included, `width` digits at least. */
export interface BatchCount {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Addresses in a row, each made when it is asked for. */
export interface Batch {
  readonly count: number;
  /** The address of a place from 0; the last part of the pattern changes fastest. */
  at(place: number): string;
}

export type BatchFault =
  /** `count` addresses, or `Infinity` where they are too many to count. */
  | { readonly kind: 'too-many'; readonly count: number }
  /** What it stands for is no http or https address. */
  | { readonly kind: 'no-address' };

interface Choices {
  readonly count: number;
  at(place: number): string;
}

const parts =
  /\[(\d{1,15})-(\d{1,15})(?::(\d{1,9}))?\]|\[([a-z])-([a-z])(?::(\d{1,2}))?\]|\[([A-Z])-([A-Z])(?::(\d{1,2}))?\]|\{([^{}\s]*,[^{}\s]*)\}|\(\*\)/g;

/** Whether a text has a part that stands for several: `[001-100]`, `[a-z]`, `[1-9:2]`, `{a,b}`, `(*)`. */
export function holdsBatch(text: string): boolean {
  return text.length <= longestPattern && text.search(parts) !== -1;
}

/** Whether a text has a `(*)`, for which somebody has to say what it counts. */
export function holdsStar(text: string): boolean {
  return text.includes('(*)');
}

/**
 * What a pattern stands for; null where it has no part that stands for several. Numbers keep the
 * width of their first when that begins with a zero; a range may count down.
 *
 * @param star what `(*)` counts; without it, `(*)` is plain text
 */
export function readBatch(pattern: string, star: BatchCount | null = null): Result<Batch, BatchFault> | null {
  if (pattern.length > longestPattern) return null;
  const pieces: Choices[] = [];
  let at = 0;
  let counted = false;
  for (const match of pattern.matchAll(parts)) {
    const choices = choicesOf(match, star);
    if (choices === null) continue;
    counted = true;
    pieces.push(plain(pattern.slice(at, match.index)), choices);
    at = match.index + match[0].length;
  }
  if (!counted) return null;
  pieces.push(plain(pattern.slice(at)));
  const count = pieces.reduce((product, piece) => product * piece.count, 1);
  if (count > batchMost) return fail({ kind: 'too-many', count });
  const batch: Batch = { count, at: (place) => addressAt(pieces, place) };
  const ends = [batch.at(0), batch.at(count - 1)];
  return ends.every(isWebAddress) ? ok(batch) : fail({ kind: 'no-address' });
}

/** Every address of a batch, in order, each once. */
export function batchAddresses(batch: Batch): readonly string[] {
  return [...new Set(Array.from({ length: batch.count }, (_, place) => batch.at(place)))];
}

function addressAt(pieces: readonly Choices[], place: number): string {
  let rest = place;
  let address = '';
  for (const piece of pieces.toReversed()) {
    address = piece.at(rest % piece.count) + address;
    rest = Math.floor(rest / piece.count);
  }
  return address;
}

function choicesOf(match: RegExpExecArray, star: BatchCount | null): Choices | null {
  const [whole, from, to, step, low, lowTo, lowStep, high, highTo, highStep, list] = match;
  if (from !== undefined && to !== undefined)
    return numbers(Number(from), Number(to), Number(step ?? 1), from.startsWith('0') ? from.length : 1);
  if (low !== undefined && lowTo !== undefined) return letters(low, lowTo, Number(lowStep ?? 1));
  if (high !== undefined && highTo !== undefined) return letters(high, highTo, Number(highStep ?? 1));
  if (list !== undefined) {
    const words = list.split(',');
    return { count: words.length, at: (place) => words[place] ?? '' };
  }
  return whole === '(*)' && star !== null ? numbers(star.from, star.to, 1, star.width) : null;
}

function plain(text: string): Choices {
  return { count: 1, at: () => text };
}

/** A step of 0 would never arrive: it is no range. */
function numbers(from: number, to: number, step: number, width: number): Choices | null {
  if (step < 1 || ![from, to].every((end) => Number.isSafeInteger(end) && end >= 0)) return null;
  const sign = to < from ? -1 : 1;
  const digits = Math.min(Math.max(1, width), widestNumber);
  return {
    count: Math.floor(Math.abs(to - from) / step) + 1,
    at: (place) => String(from + sign * step * place).padStart(digits, '0'),
  };
}

function letters(from: string, to: string, step: number): Choices | null {
  const codes = numbers(from.charCodeAt(0), to.charCodeAt(0), step, 1);
  return codes === null
    ? null
    : { count: codes.count, at: (place) => String.fromCharCode(Number(codes.at(place))) };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
