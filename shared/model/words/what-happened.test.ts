import { expect, test } from 'vitest';
import { interruptReasonCodes } from '../reasons.ts';
import { whatHappened } from './what-happened.ts';

test('a failure reads as what happened, with the facts that help', () => {
  expect(whatHappened({ code: 'network-reset' })).toBe('The connection to the server was cut');
  expect(whatHappened({ code: 'server-bad-status', facts: { status: 418 } })).toBe(
    "The server's answer is no file (HTTP 418)",
  );
});

test('no code of any reason is shown', () => {
  for (const code of interruptReasonCodes) expect(whatHappened({ code })).not.toContain(code);
});
