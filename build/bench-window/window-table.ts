import { verdictOf, type Goal } from '../bench/results/goals.ts';
import { markdownTable } from '../bench/results/markdown-table.ts';
import { boundText, valueText } from '../bench/results/number-text.ts';

/** What was measured of the window, with its goals. */
export function windowTable(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => {
    const { met, value } = verdictOf(goal);
    const verdict = met === null ? '' : met ? 'met' : Number.isNaN(value) ? 'not measured' : '**missed**';
    return [goal.name, boundText(goal), goal.values.length === 0 ? '' : valueText(value, goal.unit), verdict];
  });
  return markdownTable([['what', 'goal', 'measured', ''], ...rows]);
}
