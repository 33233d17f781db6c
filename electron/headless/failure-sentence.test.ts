import { expect, test } from 'vitest';
import { interruptReasonCodes } from '../../shared/model/reasons.ts';
import { failureSentence } from './failure-sentence.ts';

test.each(interruptReasonCodes)('%s is one sentence: what happened, and what to do', (code) => {
  const sentence = failureSentence({ code });
  expect(sentence).toMatch(/^[A-Z][^\n]+: [a-z][^\n]+[^.]\.$/);
  expect(sentence).not.toMatch(/undefined|NaN|\(\)| {2}/);
  for (const other of interruptReasonCodes.filter((each) => each.includes('-')))
    expect(sentence).not.toContain(other);
});

test('facts that help are told, in words', () => {
  expect(failureSentence({ code: 'file-open', facts: { errno: 'EACCES', op: 'open' } })).toMatch(
    /^The file or its folder cannot be opened \(permission is missing\): /,
  );
  expect(failureSentence({ code: 'file-open', facts: { errno: 'ENOTDIR', op: 'list' } })).toMatch(
    /a part of its path is no folder\): choose another with --dir\.$/,
  );
  expect(failureSentence({ code: 'file-open', facts: { errno: 'ENAMETOOLONG', op: 'lock' } })).toMatch(
    /its name is too long\): choose another with --dir\.$/,
  );
  expect(failureSentence({ code: 'server-protocol', facts: { fault: 'content-coding' } })).toBe(
    'The server sent the file compressed in a way that cannot be undone, so nothing of it was kept: try another source with --mirror.',
  );
  expect(failureSentence({ code: 'server-redirect-refused', facts: { why: 'malformed' } })).toBe(
    'The server leads to something that is no address: check the address, or try another source with --mirror.',
  );
  expect(failureSentence({ code: 'server-redirect-refused', facts: { why: 'scheme', scheme: 'ftp' } })).toBe(
    'The server leads to an address that is not followed: only http and https are.',
  );
  expect(failureSentence({ code: 'file-io', facts: { errno: 'EWHATEVER', op: 'write' } })).toMatch(
    /^Reading or writing the file failed: /,
  );
  expect(
    failureSentence({ code: 'network-patience', facts: { seconds: 120, last: 'server-unavailable' } }),
  ).toBe(
    'No new byte came for 2 min (last: the server cannot deliver just now): run the same command again to go on, or wait longer with --patience.',
  );
  const proxy = { last: 'network-proxy', lastFault: 'refused' };
  expect(failureSentence({ code: 'network-patience', facts: { seconds: 3, ...proxy } })).toMatch(
    /^No new byte came for 3 s \(last: the proxy refuses connections\): /,
  );
  expect(
    failureSentence({ code: 'network-patience', facts: { seconds: 1, last: 'no such code' } }),
  ).not.toContain('such');
});
