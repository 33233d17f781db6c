import { afterEach, describe, expect, test } from 'vitest';
import koreanCauses from '../../../../renderer/locales/ko/causes.json';
import { interruptReasonCodes } from '../../../../shared/model/reasons.ts';
import { whatHappened } from '../../../../shared/model/words/what-happened.ts';
import { openHarness, type EngineHarness } from '../engine-harness.ts';
import { fileCauses } from './file-causes.ts';
import { networkCauses } from './network-causes.ts';
import { otherCauses } from './other-causes.ts';
import { serverCauses } from './server-causes.ts';

const causes = { ...fileCauses, ...networkCauses, ...serverCauses, ...otherCauses };
let harness: EngineHarness | null = null;

afterEach(async () => {
  await harness?.close();
  harness = null;
});

test('every reason has a cause, and every cause a reason', () => {
  expect(Object.keys(causes).sort()).toEqual([...interruptReasonCodes].sort());
});

describe('each reason is reached', () => {
  test.each(interruptReasonCodes)('%s, and told in words', async (code) => {
    const cause = causes[code];
    if (cause === undefined) throw new Error(`Nothing brings ${code} about.`);
    harness = await openHarness(cause.options ?? {});
    const failure = await cause.reach(harness);
    expect(failure.code).toBe(code);
    const [english, korean] = [
      whatHappened(failure),
      whatHappened(failure, { language: 'ko', words: koreanCauses }),
    ];
    expect(english).toMatch(/^[A-Z][\w ,;:'()./-]+[\w)]$/);
    expect(korean).toMatch(/[가-힣]/);
    for (const told of [english, korean]) {
      expect(told).not.toMatch(/undefined|null|NaN|\[object| {2}|\(\)/);
      for (const other of interruptReasonCodes.filter((each) => each.includes('-')))
        expect(told).not.toContain(other);
      expect(told.length).toBeLessThan(200);
    }
  });
});
