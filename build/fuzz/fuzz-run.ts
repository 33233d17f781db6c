import type { Finding, FuzzTarget } from './fuzz-target.ts';
import { headerTargets } from './header-targets.ts';
import { intakeTargets } from './intake-targets.ts';
import { linkTargets } from './link-targets.ts';
import { metalinkTargets } from './metalink-targets.ts';
import { nameTargets } from './name-targets.ts';
import { replyTargets } from './reply-targets.ts';
import { stateTargets } from './state-targets.ts';
import { peerTargets } from './peer-targets.ts';
import { textTargets } from './text-targets.ts';
import { wireTargets } from './wire-targets.ts';

/** Everything that reads what others wrote. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...replyTargets,
  ...headerTargets,
  ...nameTargets,
  ...intakeTargets,
  ...linkTargets,
  ...metalinkTargets,
  ...textTargets,
  ...stateTargets,
  ...peerTargets,
  ...wireTargets,
];

export interface FuzzedTarget {
  readonly name: string;
  readonly inputs: number;
  readonly findings: readonly Finding[];
}

/** How long one target is at it before the next has its turn, in milliseconds, and inputs of one batch. */
const turn = 250;
const batch = 2_000;

/** Seeds of batches: apart for each batch and target, and the same for the same seed of the run. */
export function batchSeed(seed: number, target: number, number: number): number {
  return (seed + Math.imul(target + 1, 0x9e3779b1) + Math.imul(number, 0x85ebca6b)) | 0;
}

/**
 * Feeds the targets in turn until `milliseconds` have passed. A target with a finding rests: what it
 * would find next is most likely the same.
 */
export async function fuzz(
  targets: readonly FuzzTarget[],
  seed: number,
  milliseconds: number,
  tell: (finding: Finding) => void,
): Promise<readonly FuzzedTarget[]> {
  const until = performance.now() + milliseconds;
  const states = targets.map((target) => ({ target, inputs: 0, batches: 0, findings: [] as Finding[] }));
  for (let left = milliseconds; left > 0; left = until - performance.now()) {
    const awake = states.filter((state) => state.findings.length === 0);
    if (awake.length === 0) break;
    for (const state of awake) {
      const end = Math.min(until, performance.now() + Math.min(turn, milliseconds / targets.length));
      for (let time = end - performance.now(); time > 0; time = end - performance.now()) {
        const number = batchSeed(seed, targets.indexOf(state.target), state.batches);
        const fed = await state.target.feed(number, batch, time);
        state.batches += 1;
        state.inputs += fed.inputs;
        if (fed.finding === null) continue;
        state.findings.push(fed.finding);
        tell(fed.finding);
        break;
      }
    }
  }
  for (const { target } of states) await target.close();
  return states.map(({ target, inputs, findings }) => ({ name: target.name, inputs, findings }));
}

/** A line for each target and one for all of them. */
export function fuzzLines(fuzzed: readonly FuzzedTarget[]): readonly string[] {
  const findings = fuzzed.reduce((sum, each) => sum + each.findings.length, 0);
  const line = (name: string, inputs: number, found: number): string =>
    `${name.padEnd(26)} ${inputs.toLocaleString('en').padStart(12)} inputs  ${String(found)} findings`;
  return [
    ...fuzzed.map((each) => line(each.name, each.inputs, each.findings.length)),
    line(
      'total',
      fuzzed.reduce((sum, each) => sum + each.inputs, 0),
      findings,
    ),
  ];
}
