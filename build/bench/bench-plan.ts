import type { BenchCase } from './bench-case.ts';

/** What is run of each case, and roughly how long that takes. */
export interface BenchPlan {
  readonly rounds: number;
  readonly steps: readonly PlannedCase[];
  /** What was cut down, for the reader of the results; null when nothing was. */
  readonly cut: string | null;
}

export interface PlannedCase {
  readonly case: BenchCase;
  /** Bytes. */
  readonly size: number;
  /** All rounds, in seconds, as estimated. */
  readonly seconds: number;
}

/** Between two runs files are compared and folders emptied: seconds of one round. */
const roundRest = 2;
/** What is tried in turn until it fits: a share of the full size, and of the rounds that were asked for. */
const cuts = [
  { share: 1, rounds: 1 },
  { share: 0.8, rounds: 1 },
  { share: 0.65, rounds: 1 },
  { share: 0.5, rounds: 1 },
  { share: 0, rounds: 1 },
  { share: 0.8, rounds: 0.6 },
  { share: 0.65, rounds: 0.6 },
  { share: 0.5, rounds: 0.6 },
  { share: 0, rounds: 0.6 },
  { share: 0, rounds: 0.4 },
  { share: 0, rounds: 0.2 },
];

/** The most that fits into `minutes`; null: as much as was asked for. A size is never under the case's least. */
export function planBench(cases: readonly BenchCase[], rounds: number, minutes: number | null): BenchPlan {
  const plans = cuts.map((cut) => planAt(cases, Math.max(1, Math.round(rounds * cut.rounds)), cut.share));
  const fits = (plan: BenchPlan): boolean => minutes === null || secondsOf(plan) <= minutes * 60;
  const found = plans.find(fits) ?? plans.at(-1);
  return found ?? { rounds, steps: [], cut: null };
}

/** Small sizes, to see that everything works. */
export function quickPlan(cases: readonly BenchCase[], rounds: number): BenchPlan {
  const steps = cases.map((each) => stepAt(each, each.sizes.quick, rounds));
  return { rounds, steps, cut: 'sizes of --quick: no figure here says much' };
}

export function secondsOf({ steps }: BenchPlan): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}

function planAt(cases: readonly BenchCase[], rounds: number, share: number): BenchPlan {
  const steps = cases.map((each) => {
    const { full, least } = each.sizes;
    return stepAt(each, Math.max(least, Math.round(full * share)), rounds);
  });
  const words = share === 0 ? 'the least sizes' : `${String(Math.round(share * 100))} % of the full sizes`;
  const whole = share === 1 ? 'full sizes' : words;
  return { rounds, steps, cut: `${whole}, ${String(rounds)} ${rounds === 1 ? 'round' : 'rounds'}` };
}

function stepAt(each: BenchCase, size: number, rounds: number): PlannedCase {
  const { once, round } = each.seconds;
  const share = size / each.sizes.full;
  return { case: each, size, seconds: (round * share + roundRest) * rounds + once * share };
}
