import { useMemo, useState } from 'react';
import type { Result } from '../../../shared/model/result.ts';
import {
  batchAddresses,
  holdsStar,
  readBatch,
  type Batch,
  type BatchCount,
  type BatchFault,
} from '../../../shared/model/batch-pattern.ts';
import { splitBatches } from './batch-lines.ts';

/** A line of the text that stands for several addresses. */
export interface BatchRow {
  readonly pattern: string;
  readonly ticked: boolean;
  /** It is one address as it stands, brackets and all. */
  readonly plain: boolean;
  /** What `(*)` counts; null where the pattern has none. */
  readonly star: BatchCount | null;
  readonly batch: Result<Batch, BatchFault>;
}

type BatchChoice = Partial<Pick<BatchRow, 'ticked' | 'plain' | 'star'>>;

export interface Batches {
  readonly rows: readonly BatchRow[];
  /** The text without the lines that are taken for batches. */
  readonly rest: string;
  /** Addresses that the ticked ones stand for. */
  readonly count: number;
  readonly choose: (pattern: string, choice: BatchChoice) => void;
  /** The addresses of the ticked ones, each once. */
  addresses(): readonly string[];
}

const firstStar: BatchCount = { from: 1, to: 10, width: 1 };

/** The batches in a text, and what the person chose for each. */
export function useBatches(text: string): Batches {
  const [choices, setChoices] = useState<ReadonlyMap<string, BatchChoice>>(new Map());
  const { patterns, rest } = useMemo(() => splitBatches(text), [text]);
  const rows = useMemo(
    () =>
      patterns.flatMap((pattern): readonly BatchRow[] => {
        const { ticked = true, plain = false, star = firstStar } = choices.get(pattern) ?? {};
        const counted = holdsStar(pattern) ? star : null;
        const batch = readBatch(pattern, counted);
        return batch === null ? [] : [{ pattern, ticked, plain, star: counted, batch }];
      }),
    [patterns, choices],
  );
  const taken = rows.flatMap(({ ticked, plain, batch }) =>
    ticked && !plain && batch.ok ? [batch.value] : [],
  );
  const asPlain = rows.filter(({ plain }) => plain).map(({ pattern }) => pattern);
  return {
    rows,
    rest: asPlain.length === 0 ? rest : [rest, ...asPlain].join('\n'),
    count: taken.reduce((sum, { count }) => sum + count, 0),
    choose: (pattern, choice) =>
      setChoices((before) => new Map(before).set(pattern, { ...before.get(pattern), ...choice })),
    addresses: () => [...new Set(taken.flatMap(batchAddresses))],
  };
}
