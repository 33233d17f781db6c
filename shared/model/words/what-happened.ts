import english from '../../../renderer/locales/en/causes.json' with { type: 'json' };
import { formatDurationWords } from '../duration.ts';
import type { Facts, Failure, InterruptReason } from '../reasons.ts';
import { formatBytes } from '../units.ts';
import { causeVariant, plainVariant } from './cause-variant.ts';
import { isNoFolder, numberIn, textIn } from './facts.ts';
import { filled, sentenceAt, type WordTree } from './word-tree.ts';

/** A language's `causes.json`, and its BCP 47 tag for numbers and times. What it lacks is said in English. */
export interface CauseWords {
  readonly language: string;
  readonly words: WordTree;
}

/** No reason is without its sentence. */
const englishReasons: Readonly<Record<InterruptReason, string | WordTree>> = english.reasons;
const englishCauses: CauseWords = {
  language: 'en',
  words: { ...english, reasons: englishReasons },
};

/**
 * What happened, as a clause without its full stop: the same for whoever tells it. What to do about
 * it depends on where one is: the window has it in its `remedies`, `tributary get` in its own file.
 */
export function whatHappened({ code, facts = {} }: Failure, told = englishCauses): string {
  const clause = clauseIn(told.words, code, facts) ?? clauseIn(englishCauses.words, code, facts) ?? code;
  return filled(clause, (place) => places[place]?.({ code, facts, told }));
}

/** What an error of the system means, by Node's code of it: EACCES and its kin; one that has no words is told by its code. */
export function systemWords(errno: string): string {
  return sentenceAt(englishCauses.words, ['system', errno]) ?? errno;
}

function clauseIn(words: WordTree, code: InterruptReason, facts: Facts): string | null {
  return (
    sentenceAt(words, ['reasons', code]) ??
    sentenceAt(words, ['reasons', code, causeVariant(code, facts)]) ??
    sentenceAt(words, ['reasons', code, plainVariant])
  );
}

interface Telling {
  readonly code: InterruptReason;
  readonly facts: Facts;
  readonly told: CauseWords;
}

/** What stands in the places of the sentences; of what is not known, nothing. */
const places: Readonly<Record<string, (telling: Telling) => string>> = {
  status: ({ facts }) => {
    const status = numberIn(facts, 'status');
    return inBrackets(status === null ? null : `HTTP ${status}`);
  },
  fault: ({ code, facts, told }) => inBrackets(wordsOf(told, faultPath(code, facts))),
  size: ({ facts }) => String(numberIn(facts, 'size') ?? ''),
  listed: ({ facts }) => String(numberIn(facts, 'listed') ?? ''),
  needed: ({ facts, told }) => formatBytes(numberIn(facts, 'needed') ?? 0, told.language),
  free: ({ facts, told }) => formatBytes(numberIn(facts, 'free') ?? 0, told.language),
  time: ({ facts, told }) => secondsText(facts, told),
  limit: ({ facts, told }) =>
    inBrackets(numberIn(facts, 'seconds') === null ? null : secondsText(facts, told)),
  wait: ({ facts, told }) => formatDurationWords((numberIn(facts, 'wait') ?? 0) / 1_000, told.language),
  until: ({ facts, told }) => {
    const until = numberIn(facts, 'until');
    const moment = until === null ? null : momentText(until, told.language);
    return inBrackets(moment === null ? null : filled(wordsOf(told, ['until']) ?? '', () => moment));
  },
  server: ({ facts, told }) => {
    const host = textIn(facts, 'host');
    return filled(wordsOf(told, ['server', host === '' ? 'unknown' : 'known']) ?? '', () => host);
  },
  last: ({ facts, told }) => inBrackets(lastThing(facts, told)),
};

function secondsText(facts: Facts, { language }: CauseWords): string {
  return formatDurationWords(Math.max(1, numberIn(facts, 'seconds') ?? 0), language);
}

/** Where the word for what exactly went wrong stands. */
function faultPath(code: InterruptReason, facts: Facts): readonly string[] {
  switch (code) {
    case 'network-tls':
      return ['connection', textIn(facts, 'fault')];
    case 'network-certificate':
      return ['certificate', textIn(facts, 'fault')];
    case 'server-protocol':
      return ['protocol', textIn(facts, 'fault')];
    default:
      return ['system', isNoFolder(facts) ? 'no-folder' : textIn(facts, 'errno')];
  }
}

/** What came last before patience ended; null where that is not known. */
function lastThing(facts: Facts, told: CauseWords): string | null {
  const last = textIn(facts, 'last');
  if (!isReason(last) || last === 'network-patience') return null;
  const fault = textIn(facts, 'lastFault');
  const cause = whatHappened({ code: last, facts: fault === '' ? {} : { fault } }, told);
  const lower = `${cause.charAt(0).toLocaleLowerCase(told.language)}${cause.slice(1)}`;
  return filled(wordsOf(told, ['last']) ?? '', () => lower);
}

function isReason(text: string): text is InterruptReason {
  return Object.hasOwn(englishReasons, text);
}

function wordsOf(told: CauseWords, path: readonly string[]): string | null {
  return sentenceAt(told.words, path) ?? sentenceAt(englishCauses.words, path);
}

/** ` (status 404)`, or nothing where nothing is known. */
function inBrackets(text: string | null): string {
  return text === null || text === '' ? '' : ` (${text})`;
}

/** A moment (milliseconds since the epoch) as people write it, in the machine's own time zone. */
function momentText(at: number, language: string): string {
  const text = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  // Some versions of the locale data put a narrow space before AM, which terminals show as a sign.
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
