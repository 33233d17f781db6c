import * as v from 'valibot';

/** What came of one part. */
export interface TortureResult {
  readonly tried: number;
  readonly wrongBytes: number;
  readonly unboundedWaits: number;
  /** Whatever else was not as it must be. */
  readonly others: number;
  /** What was wrong, a text for each. */
  readonly faults: readonly string[];
}

const reportSchema = v.object({
  testResults: v.array(
    v.object({
      message: v.optional(v.string()),
      assertionResults: v.array(
        v.object({
          title: v.string(),
          status: v.string(),
          failureMessages: v.nullish(v.array(v.string()), []),
          meta: v.optional(
            v.object({ tried: v.optional(v.number()), faults: v.optional(v.array(v.string())) }),
            {},
          ),
        }),
      ),
    }),
  ),
});

/**
 * The result in Vitest's JSON report; null where it is none or nothing was tried. Tests put `tried` and
 * `faults` into their meta; one that failed without faults has its messages for them.
 */
export function resultOfReport(text: string): TortureResult | null {
  const parsed = v.safeParse(reportSchema, parseJson(text));
  if (!parsed.success) return null;
  let tried = 0;
  const faults: string[] = [];
  for (const file of parsed.output.testResults) {
    if (file.assertionResults.length === 0) faults.push(file.message ?? 'no test ran');
    for (const { title, status, failureMessages, meta } of file.assertionResults) {
      tried += meta.tried ?? 0;
      const found = meta.faults ?? [];
      if (status === 'failed' && found.length === 0)
        faults.push(`${title}: ${failureMessages?.join(' ') ?? ''}`);
      faults.push(...found);
    }
  }
  return tried === 0 && faults.length === 0 ? null : resultOf(tried, faults);
}

/** The result in what `npm run fuzz` printed; null where it did not come to its end. */
export function resultOfFuzz(output: string): TortureResult | null {
  const total = /^total\s+([\d,]+) inputs/m.exec(output)?.[1];
  if (total === undefined) return null;
  const faults = [...output.matchAll(/^FOUND (.*)$/gm)].map(([, text]) => text ?? '');
  return resultOf(Number(total.replaceAll(',', '')), faults);
}

/** Sorts the faults by what they say. */
export function resultOf(tried: number, faults: readonly string[]): TortureResult {
  const kinds = faults.map(kindOf);
  const count = (kind: FaultKind): number => kinds.filter((each) => each === kind).length;
  return {
    tried,
    wrongBytes: count('wrong bytes'),
    unboundedWaits: count('unbounded wait'),
    others: count('other'),
    faults,
  };
}

type FaultKind = 'wrong bytes' | 'unbounded wait' | 'other';

function kindOf(fault: string): FaultKind {
  if (
    /wrong bytes|byte \d+ is wrong|bytes instead of|bytes are mixed|spoils the file|said to be completed/i.test(
      fault,
    )
  )
    return 'wrong bytes';
  if (/timed out|nothing came of it in|it took \d+ ms|did not end/i.test(fault)) return 'unbounded wait';
  return 'other';
}

/** One line for a part; null: it did not come to its end. */
export function tortureLine(name: string, things: string, result: TortureResult | null): string {
  if (result === null) return `${name.padEnd(14)} did not come to its end`;
  const { tried, wrongBytes, unboundedWaits, others } = result;
  const counted = `${tried.toLocaleString('en').padStart(11)} ${things.padEnd(9)}`;
  const end = others === 0 ? '' : `, ${others} other faults`;
  return `${name.padEnd(14)} ${counted}  ${wrongBytes} wrong bytes, ${unboundedWaits} unbounded waits${end}`;
}

/** Whether everything was tried and nothing was wrong. */
export function isClean(result: TortureResult | null): boolean {
  return result !== null && result.tried > 0 && result.faults.length === 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
