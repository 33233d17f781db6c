import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InterruptReason } from '../../../../shared/model/reasons.ts';
import { interruptReasonCodes } from '../../../../shared/model/reasons.ts';
import { backOff, resumesWithoutProgress } from './retry-policy.ts';
import { adviseWorker } from './worker-advice.ts';

const facts = { hostBearsOthers: true, othersAtWork: true, failures: 1, chance: 0.5 };

test('E3: a refusal while others are served is the host’s limit', () => {
  for (const code of ['server-forbidden', 'server-unavailable', 'network-refused'] as const)
    expect(adviseWorker({ ...facts, failure: { code } })).toEqual({ kind: 'retire', learn: true });
});

test('E3: resets are the host’s limit from the second on', () => {
  const failure = { code: 'network-reset' } as const;
  expect(adviseWorker({ ...facts, failure }).kind).toBe('again');
  expect(adviseWorker({ ...facts, failure, failures: 2 })).toEqual({ kind: 'retire', learn: true });
});

test('E1: a wait that was asked for is kept while others go on', () => {
  const failure = { code: 'server-asked-to-wait', facts: { status: 429, wait: 7_000 } } as const;
  expect(adviseWorker({ ...facts, failure })).toEqual({ kind: 'again', delay: 7_000 * 1.05 });
});

test('alone at work, it leaves the decision to the download', () => {
  const failure = { code: 'network-reset' } as const;
  expect(adviseWorker({ ...facts, failure, othersAtWork: false })).toEqual({ kind: 'retire', learn: false });
});

const reason: fc.Arbitrary<InterruptReason> = fc.constantFrom(...interruptReasonCodes);

test('attempts are bounded, waits never undercut what was asked, and a limit is learned only from others’ success', () => {
  fc.assert(
    fc.property(
      reason,
      fc.option(fc.nat(1e9)),
      fc.record({
        hostBearsOthers: fc.boolean(),
        othersAtWork: fc.boolean(),
        failures: fc.integer({ min: 1, max: 12 }),
        chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      (code, wait, rest) => {
        const failure = wait === null ? { code } : { code, facts: { wait } };
        const advice = adviseWorker({ ...rest, failure });
        if (advice.kind === 'retire') {
          expect(!advice.learn || rest.hostBearsOthers).toBe(true);
          return;
        }
        expect(rest.othersAtWork).toBe(true);
        if (code === 'server-asked-to-wait' && wait !== null) {
          expect(advice.delay).toBeGreaterThanOrEqual(wait);
          expect(advice.delay).toBeLessThanOrEqual(1.1 * wait);
        } else {
          expect(rest.failures).toBeLessThanOrEqual(resumesWithoutProgress);
          expect(advice.delay).toBe(backOff(rest.failures - 1, rest.chance));
        }
      },
    ),
  );
});
