import type { CaseRows, CaseSetting } from './bench-case.ts';
import type { BenchPlan, PlannedCase } from './bench-plan.ts';
import { runRounds } from './bench-run.ts';
import { machineWords, versionWords } from './machine-words.ts';
import { caseTable } from './results/case-table.ts';
import { sizeText } from './results/number-text.ts';
import type { BenchRecord, CaseRecord } from './results/record.ts';
import { largest, openScratch } from './scratch-folders.ts';

export interface PlanOptions extends Pick<CaseSetting, 'ours' | 'signal'> {
  readonly plan: BenchPlan;
  /** Milliseconds of `performance.now()` at which all should be done. */
  readonly until: number;
  readonly print: (line: string) => void;
}

/** Runs case after case. Each gets its share of what time is left; the last ones fall away when there is none. */
export async function runPlan({ ours, plan, print, signal, until }: PlanOptions): Promise<BenchRecord> {
  const folders = await openScratch(largest(plan.steps));
  if (!folders.inMemory) print('There is no room in memory: files lie on the disk.');
  const cases: CaseRecord[] = [];
  const notRun: string[] = [];
  let ahead = plan.steps.reduce((sum, { seconds }) => sum + seconds, 0);
  try {
    for (const step of plan.steps) {
      const now = performance.now();
      const share = now + ((until - now) * step.seconds) / ahead;
      ahead -= step.seconds;
      if (signal.aborted) break;
      if (now + (step.seconds * 1_000) / plan.rounds > until) notRun.push(step.case.id);
      else
        cases.push(
          await runCase(step, { ...folders, ours, signal, size: step.size }, plan.rounds, share, print),
        );
    }
  } finally {
    await folders.remove();
  }
  const fewer = cases.filter(({ rounds }) => rounds < plan.rounds).map(({ id }) => id);
  const cut = [
    plan.cut,
    fewer.length === 0 ? null : `fewer rounds for want of time: ${fewer.join(', ')}`,
    notRun.length === 0 ? null : `not run for want of time: ${notRun.join(', ')}`,
    folders.inMemory ? null : 'files on the disk, for want of memory',
  ].filter((text) => text !== null);
  return {
    version: 1,
    date: new Date().toISOString().slice(0, 10),
    machine: machineWords(),
    versions: versionWords(),
    cut: cut.length === 0 ? null : cut.join('; '),
    cases,
  };
}

async function runCase(
  step: PlannedCase,
  setting: CaseSetting,
  rounds: number,
  until: number,
  print: (line: string) => void,
): Promise<CaseRecord> {
  const { id, scenario } = step.case;
  const open = await step.case.open(setting);
  const { limit, title } = open;
  print(`\n${id}: ${title}, ${sizeText(step.size)}`);
  try {
    const done = await runRounds(open, { rounds, until, signal: setting.signal, print });
    const rows: CaseRows = { limit, rows: done.rows };
    const goals = step.case.goals(rows);
    const record = { id, scenario, title, limit, size: step.size, rounds: done.rounds };
    const all = {
      ...record,
      rows: [
        ...done.rows.map((row) => ({
          ...row,
          runs: [...row.runs].map((run) => ({ ...run, facts: { ...run.facts } })),
        })),
      ],
      goals: goals.map((goal) => ({ ...goal, values: [...goal.values] })),
    };
    print(caseTable(all));
    return all;
  } finally {
    await open.close();
  }
}
