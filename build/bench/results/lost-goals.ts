import { isLost, verdictOf } from './goals.ts';
import { boundText, valueText } from './number-text.ts';
import type { BenchRecord } from './record.ts';

/** A line for each goal that was met in `before` and is lost in `now`. Cases that were not run say nothing. */
export function lostGoals(before: BenchRecord, now: BenchRecord): readonly string[] {
  return now.cases.flatMap((each) => {
    const old = before.cases.find(({ id }) => id === each.id);
    return (old?.goals ?? []).flatMap((goal) => {
      const found = each.goals.find(({ name }) => name === goal.name);
      if (!isLost(goal, found)) return [];
      const values = [goal, found].map((one) =>
        one === undefined ? 'not measured' : valueText(verdictOf(one).value, one.unit),
      );
      return [`${each.id}: ${goal.name} was ${values.join(', is ')} (wanted: ${boundText(goal)})`];
    });
  });
}
