import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InterruptReason } from '../../../../shared/model/reasons.ts';
import { interruptReasonCodes } from '../../../../shared/model/reasons.ts';
import type { RetryFacts } from './retry-policy.ts';
import {
  backOff,
  decideRetry,
  longestAskedWait,
  outOfPatience,
  resumesWithoutProgress,
} from './retry-policy.ts';

const reset: RetryFacts = {
  failure: { code: 'network-reset' },
  failuresWithoutProgress: 1,
  silence: 0,
  patience: 0,
  chance: 0.5,
};

test.each([
  [0, 200],
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [5, 16_000],
  [6, 30_000],
  [2_000, 30_000],
])('after %d failures without a byte the next attempt waits %d ms', (failures, delay) => {
  expect(backOff(failures, 0.5)).toBe(delay);
  expect(backOff(failures, 0)).toBe(0.75 * delay);
});

test('D1: five resumes without progress, then the reason it failed for', () => {
  for (let failures = 0; failures <= resumesWithoutProgress; failures += 1)
    expect(decideRetry({ ...reset, failuresWithoutProgress: failures }).kind).toBe('wait');
  expect(decideRetry({ ...reset, failuresWithoutProgress: 6 })).toEqual({
    kind: 'give-up',
    failure: { code: 'network-reset' },
  });
});

test('a server that contradicts itself gets two more looks; what cannot pass gets none', () => {
  const doubtful = { ...reset, failure: { code: 'server-bad-range' } as const };
  expect(decideRetry({ ...doubtful, failuresWithoutProgress: 2 }).kind).toBe('wait');
  expect(decideRetry({ ...doubtful, failuresWithoutProgress: 3 }).kind).toBe('give-up');
  expect(decideRetry({ ...reset, failure: { code: 'server-not-found' } }).kind).toBe('give-up');
  expect(decideRetry({ ...reset, failure: { code: 'file-no-space' } }).kind).toBe('give-up');
});

test('F9: a refusal after bytes have come is asked about once more; at the first contact it is final', () => {
  for (const code of ['server-forbidden', 'server-unauthorized', 'server-not-found'] as const) {
    const refused = { ...reset, failure: { code } };
    expect(decideRetry({ ...refused, failuresWithoutProgress: 0 })).toEqual({ kind: 'wait', delay: 200 });
    expect(decideRetry({ ...refused, failuresWithoutProgress: 1 }).kind).toBe('give-up');
  }
});

test('an address that nobody ever answered at gets two more looks, one that did gets five', () => {
  const refused = { ...reset, failure: { code: 'network-refused' } as const };
  for (const [firstContact, most] of [
    [true, 2],
    [false, resumesWithoutProgress],
  ] as const) {
    const facts = { ...refused, firstContact };
    expect(decideRetry({ ...facts, failuresWithoutProgress: most }).kind).toBe('wait');
    expect(decideRetry({ ...facts, failuresWithoutProgress: most + 1 })).toEqual({
      kind: 'give-up',
      failure: { code: 'network-refused' },
    });
  }
});

test('D10: offline, it waits as long as it takes', () => {
  const offline = { ...reset, failure: { code: 'network-offline' } as const, failuresWithoutProgress: 1e6 };
  expect(decideRetry(offline)).toEqual({ kind: 'wait', delay: 30_000 });
});

test('E2: a wait of more than an hour is left to the person, with its length', () => {
  const failure = { code: 'server-asked-to-wait', facts: { wait: longestAskedWait + 1 } } as const;
  expect(decideRetry({ ...reset, failure })).toEqual({ kind: 'give-up', failure });
});

test('patience: what a proxy did last is told with it', () => {
  const failure = { code: 'network-proxy', facts: { fault: 'refused', status: 0 } } as const;
  expect(outOfPatience({ failure, patience: 3_000 }).failure).toEqual({
    code: 'network-patience',
    facts: { seconds: 3, last: 'network-proxy', lastFault: 'refused' },
  });
});

test('patience: the last attempt comes when it ends; a longer wait that was asked for ends it at once', () => {
  expect(decideRetry({ ...reset, patience: 10_000, silence: 9_500 })).toEqual({ kind: 'wait', delay: 500 });
  expect(decideRetry({ ...reset, patience: 10_000, silence: 10_000 })).toEqual({
    kind: 'give-up',
    failure: { code: 'network-patience', facts: { seconds: 10, last: 'network-reset' } },
  });
  const failure = { code: 'server-asked-to-wait', facts: { wait: 20_000 } } as const;
  expect(decideRetry({ ...reset, failure, patience: 10_000 })).toMatchObject({
    failure: { code: 'network-patience' },
  });
});

test('D10: offline without patience never ends, however often and at whatever contact', () => {
  const offline = fc.constantFrom('network-offline', 'network-name-lookup');
  const times = fc.integer({ min: 0, max: 1e9 });
  fc.assert(
    fc.property(offline, times, times, fc.boolean(), (reason, failures, silence, firstContact) => {
      const decision = decideRetry({
        ...reset,
        failure: { code: reason },
        failuresWithoutProgress: failures,
        silence,
        firstContact,
      });
      if (decision.kind !== 'wait') throw new Error('it gave up');
      expect(decision.delay).toBeGreaterThan(0);
      expect(decision.delay).toBeLessThanOrEqual(1.25 * 30_000);
    }),
  );
});

const code: fc.Arbitrary<InterruptReason> = fc.constantFrom(...interruptReasonCodes);
const chance = fc.double({ min: 0, max: 0.999_999, noNaN: true });

test('E1: Retry-After is never undercut, and kept to within a tenth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: longestAskedWait }), chance, fc.nat(5), (wait, luck, failures) => {
      const failure = { code: 'server-asked-to-wait', facts: { wait } } as const;
      const decision = decideRetry({ ...reset, failure, chance: luck, failuresWithoutProgress: failures });
      if (decision.kind !== 'wait') throw new Error('a wait of less than an hour is waited for');
      expect(decision.delay).toBeGreaterThanOrEqual(wait);
      expect(decision.delay).toBeLessThanOrEqual(1.1 * wait);
    }),
  );
});

test('(iii) without progress the waits of any failure but being offline come to an end', () => {
  fc.assert(
    fc.property(code, chance, (reason, luck) => {
      fc.pre(reason !== 'network-offline' && reason !== 'network-name-lookup');
      let waited = 0;
      let failures = 1;
      for (; ; failures += 1) {
        const facts = {
          ...reset,
          failure: { code: reason },
          failuresWithoutProgress: failures,
          chance: luck,
        };
        const decision = decideRetry(facts);
        if (decision.kind === 'give-up') break;
        waited += decision.delay;
      }
      expect(failures).toBeLessThanOrEqual(resumesWithoutProgress + 1);
      expect(waited).toBeLessThanOrEqual(1.25 * 31_000);
    }),
  );
});

test('patience is never waited beyond, whatever fails and however often', () => {
  fc.assert(
    fc.property(
      code,
      fc.option(fc.nat(7_200_000)),
      fc.nat(8),
      fc.integer({ min: 1, max: 1e6 }),
      fc.nat(2e6),
      chance,
      (reason, wait, failures, patience, silence, luck) => {
        const decision = decideRetry({
          failure: wait === null ? { code: reason } : { code: reason, facts: { wait } },
          failuresWithoutProgress: failures,
          silence,
          patience,
          chance: luck,
        });
        if (decision.kind === 'give-up') return;
        expect(decision.delay).toBeGreaterThan(0);
        expect(silence + decision.delay).toBeLessThanOrEqual(patience);
      },
    ),
  );
});
