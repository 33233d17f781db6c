import { expect, test } from 'vitest';
import { interruptReasonCodes } from '../../../shared/model/reasons.ts';
import { describeFailure } from './failure-text.ts';

test('a failure reads as what happened, with the facts that help', () => {
  expect(describeFailure({ code: 'network-reset' })).toBe('The connection to the server was cut');
  expect(describeFailure({ code: 'server-bad-status', facts: { status: 418 } })).toBe(
    "The server's answer is no file (HTTP 418)",
  );
});

test('no code of any reason stands in a line', () => {
  for (const code of interruptReasonCodes) expect(describeFailure({ code })).not.toContain(code);
});
