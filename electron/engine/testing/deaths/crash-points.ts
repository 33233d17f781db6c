import type { Death } from './death-plan.ts';

/** `TRIBUTARY_CRASH_POINTS=all` dies before, in and after every call; else at a sample of them. */
export const everyPoint = process.env['TRIBUTARY_CRASH_POINTS'] === 'all';
export const crashTimeout = everyPoint ? 3_600_000 : 120_000;
/** Two cores, and each crash mostly waits for its processes. */
export const lanes = 3;

const ways = ['before', 'halfway', 'after'] as const;
/** Calls that can be done by half, and those after which a process may die before it makes another. */
const divisible = /^(write|change) /;
const lasting = /^(write|sync|truncate|link|unlink|rename) /;

/**
 * Deaths in a run that makes these calls when nothing happens to it: all of them, or about `sample`, the
 * last ones among them.
 */
export function deathsIn(calls: readonly string[], sample: number): readonly Death[] {
  const all = calls.flatMap((what, index) =>
    ways
      .filter((when) => when !== 'halfway' || divisible.test(what))
      .filter((when) => when !== 'after' || lasting.test(what))
      .map((when): Death => ({ number: index + 1, when })),
  );
  if (everyPoint || all.length <= sample) return all;
  const spread = Array.from({ length: sample }, (_, index) => all[Math.floor((index * all.length) / sample)]);
  return spread.filter((death) => death !== undefined);
}

/** Calls of one kind: the n-th is the same step in every run, however many others there are. */
export function deathsOf(what: string, number = 1): readonly Death[] {
  return ways.map((when) => ({ what, number, when }));
}

/** Tries each of these, in as many lanes as are given, and collects what went wrong. */
export async function tryAll<Lane>(
  lanesOpen: readonly Lane[],
  deaths: readonly Death[],
  faultOf: (lane: Lane, death: Death) => Promise<string | null>,
): Promise<string[]> {
  const left = [...deaths];
  const faults: string[] = [];
  const next = async (lane: Lane): Promise<void> => {
    for (let death = left.shift(); death !== undefined; death = left.shift()) {
      const found = await faultOf(lane, death);
      if (found !== null) faults.push(`${JSON.stringify(death)}: ${found}`);
    }
  };
  await Promise.all(lanesOpen.map(next));
  return faults;
}
