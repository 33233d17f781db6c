import { verdictOf } from './goals.ts';
import { markdownTable } from './markdown-table.ts';
import { boundText, valueText } from './number-text.ts';
import type { BenchRecord } from './record.ts';

/** Every goal with what was measured. */
export function goalTable({ cases }: BenchRecord): string {
  const rows = cases.flatMap(({ goals, id }) =>
    goals.map((goal) => {
      const { met, value } = verdictOf(goal);
      const verdict = met === null ? '' : met ? 'met' : Number.isNaN(value) ? 'not measured' : '**missed**';
      return [id, goal.name, boundText(goal), valueText(value, goal.unit), verdict];
    }),
  );
  return markdownTable([['case', 'what', 'goal', 'measured', ''], ...rows], 2);
}
