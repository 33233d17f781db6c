import { expect, test } from 'vitest';
import { describeFailure } from './failure-text.ts';

test('a failure reads as its code and its facts', () => {
  expect(describeFailure({ code: 'network-reset' })).toBe('network-reset');
  expect(describeFailure({ code: 'network-reset', facts: {} })).toBe('network-reset');
  expect(describeFailure({ code: 'server-bad-status', facts: { status: 418, final: true } })).toBe(
    'server-bad-status (status 418, final true)',
  );
});
