import type { CountedRun, OpenCase, Row } from './bench-case.ts';

/** A first round that took so many times the fastest's, and so many seconds, says enough. */
const farBehind = 2.5;
const longRun = 8;

export interface RunOptions {
  readonly rounds: number;
  /** Milliseconds of `performance.now()`: no round begins that would end later, but for the first. */
  readonly until: number;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

/**
 * Lets every program of a case run `rounds` times, in turn: A B C A B C. Another's that was far behind
 * in its first round is not asked again. `rounds` of the result is how many were begun.
 */
export async function runRounds(
  { entrants, run }: Pick<OpenCase, 'entrants' | 'run'>,
  { print, rounds, signal, until }: RunOptions,
): Promise<{ readonly rows: readonly Row[]; readonly rounds: number }> {
  const all = entrants.map((entrant) => ({ entrant, runs: [] as CountedRun[] }));
  let round = 0;
  let longest = 0;
  while (round < rounds && !signal.aborted) {
    const began = performance.now();
    if (round > 0 && began + longest > until) break;
    round += 1;
    for (const { entrant, runs } of all) {
      if (entrant.absent !== null || signal.aborted) continue;
      if (round > 1 && !entrant.ours && (entrant.once === true || isFarBehind(runs, all))) continue;
      const figures = await run(entrant.name);
      if (signal.aborted) continue;
      runs.push({ ...figures, round });
      print(
        `  round ${String(round)}  ${entrant.name.padEnd(16)} ${figures.fault ?? `${figures.wall.toFixed(2)} s`}`,
      );
    }
    longest = Math.max(longest, performance.now() - began);
  }
  return { rows: all.map(({ entrant, runs }) => ({ ...entrant, runs })), rounds: round };
}

function isFarBehind(
  runs: readonly CountedRun[],
  all: readonly { readonly runs: readonly CountedRun[] }[],
): boolean {
  const [first] = runs;
  const walls = all.flatMap((each) => each.runs.slice(0, 1)).filter(({ fault }) => fault === null);
  const fastest = Math.min(...walls.map(({ wall }) => wall));
  return first !== undefined && (first.gaveUp || (first.wall > longRun && first.wall > farBehind * fastest));
}
