import { holdsBatch } from '../../../shared/model/batch-pattern.ts';

/** A text whose lines that are patterns of addresses stand apart. */
export interface BatchLines {
  /** Each once, in their order. */
  readonly patterns: readonly string[];
  /** All other lines. */
  readonly rest: string;
}

const mostPatterns = 100;

/** Takes out the lines that are one address with a part that stands for several, and nothing else. */
export function splitBatches(text: string): BatchLines {
  if (!holdsPattern(text)) return { patterns: [], rest: text };
  const patterns = new Set<string>();
  const rest = text.split('\n').filter((line) => {
    const token = line.trim();
    const isPattern =
      /^https?:\/\/\S+$/i.test(token) &&
      holdsBatch(token) &&
      (patterns.has(token) || patterns.size < mostPatterns);
    if (isPattern) patterns.add(token);
    return !isPattern;
  });
  return { patterns: [...patterns], rest: rest.join('\n') };
}

/** A cheap look before a large text is parted into lines. */
function holdsPattern(text: string): boolean {
  return /\[[\da-zA-Z]{1,15}-|\{[^{}\s]{0,400},|\(\*\)/.test(text);
}
