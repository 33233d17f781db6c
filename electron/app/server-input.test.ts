import { describe, expect, it } from 'vitest';
import type { ServerInput } from '../../shared/contract/types.ts';
import type { KnownServer } from '../engine/policy/servers/server-fields.ts';
import { acceptServer } from './server-input.ts';

const input: ServerInput = {
  was: null,
  pattern: 'Example.org',
  connections: 2,
  userAgent: '',
  referer: '',
  signIn: { kind: 'none' },
  headers: [],
};

const before: KnownServer = {
  pattern: { host: 'example.org', below: false, port: null, plain: false },
  profile: { pattern: 'example.org', connections: 0, userAgent: '', referer: '' },
  headers: [
    ['Authorization', 'Bearer old'],
    ['X-Key', 'kept'],
  ],
};
const credential = { user: 'ada', password: 'p' };

function faultOf(change: Partial<ServerInput>): string | null {
  const accepted = acceptServer({ ...input, ...change }, null, null);
  return accepted.ok ? null : accepted.failure.code;
}

describe('a profile that was entered', () => {
  it('is written in one way', () => {
    const accepted = acceptServer({ ...input, referer: 'https://u:p@page.example/#x' }, null, null);
    expect(accepted).toEqual({
      ok: true,
      value: {
        profile: {
          pattern: 'example.org',
          connections: 2,
          userAgent: '',
          referer: 'https://page.example/',
        },
        credential: null,
        headers: [],
      },
    });
  });

  it.each([
    [{ pattern: 'no host' }, 'not-a-server'],
    [{ pattern: '*.org' }, 'server-too-wide'],
    [{ referer: 'page' }, 'not-a-link'],
    [{ referer: 'javascript:alert(1)' }, 'not-a-link'],
    [{ userAgent: 'a\r\nX-Bad: 1' }, 'not-a-header'],
    [{ headers: [['X-Bad', '1\r\n2']] }, 'not-a-header'],
    [{ headers: [['two words', '1']] }, 'not-a-header'],
    [{ headers: [['Range', 'bytes=0-1']] }, 'not-a-header'],
    [{ headers: [['Host', 'other.example']] }, 'not-a-header'],
    [{ signIn: { kind: 'token', token: 'a\nb' } }, 'not-a-header'],
  ] satisfies readonly (readonly [Partial<ServerInput>, string])[])('%j is %s', (change, code) => {
    expect(faultOf(change)).toBe(code);
  });

  it('keeps what is kept for the same server only', () => {
    const kept: ServerInput = {
      ...input,
      was: 'example.org',
      signIn: { kind: 'keep' },
      headers: [['x-key', null]],
    };
    expect(acceptServer(kept, before, credential)).toMatchObject({
      value: { credential, headers: before.headers },
    });
    expect(acceptServer({ ...kept, pattern: 'evil.example' }, before, credential)).toMatchObject({
      value: { credential: null, headers: [] },
    });
    expect(acceptServer({ ...kept, pattern: '*.example.org' }, before, credential)).toMatchObject({
      value: { credential: null, headers: [] },
    });
  });

  it('has a password or a token, never both', () => {
    const token = acceptServer({ ...input, signIn: { kind: 'token', token: 'new' } }, before, credential);
    expect(token).toMatchObject({
      value: { credential: null, headers: [['Authorization', 'Bearer new']] },
    });
    const signIn = { kind: 'password', user: 'bob', password: 'q' } as const;
    const password = acceptServer(
      { ...input, signIn, headers: [['authorization', 'x']] },
      before,
      credential,
    );
    expect(password).toMatchObject({ value: { credential: { user: 'bob', password: 'q' }, headers: [] } });
  });
});
