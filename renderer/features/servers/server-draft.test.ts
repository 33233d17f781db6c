import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServerProfileView } from '../../../shared/model/server-profile.ts';
import { draftOf, inputOf, keptMark } from './server-draft.ts';

const known: ServerProfileView = {
  pattern: 'example.org',
  connections: 2,
  userAgent: '',
  referer: '',
  signIn: { kind: 'password', user: 'ada' },
  headers: ['X-Key', 'X-Other'],
};

describe('a profile that is written', () => {
  it('left as it is asks to keep every secret', () => {
    expect(inputOf(draftOf(known), known)).toEqual({
      ok: true,
      value: {
        was: 'example.org',
        pattern: 'example.org',
        connections: 2,
        userAgent: '',
        referer: '',
        signIn: { kind: 'keep' },
        headers: [
          ['X-Key', null],
          ['X-Other', null],
        ],
      },
    });
  });

  it('for another server takes no secret along: each is to be written again', () => {
    const moved = { ...draftOf(known), pattern: 'other.example' };
    expect(inputOf(moved, known)).toEqual({ ok: false, failure: { field: 'secret' } });
    expect(inputOf({ ...moved, password: 'new' }, known)).toEqual({
      ok: false,
      failure: { field: 'headers', line: 1, why: 'keptElsewhere' },
    });
    const written = { ...moved, password: 'new', headers: 'X-Key: 1' };
    expect(inputOf(written, known)).toMatchObject({
      value: {
        was: 'example.org',
        pattern: 'other.example',
        signIn: { kind: 'password', user: 'ada', password: 'new' },
        headers: [['X-Key', '1']],
      },
    });
  });

  it('says what is missing', () => {
    const blank = draftOf(null);
    const fault = (change: Partial<typeof blank>) => {
      const read = inputOf({ ...blank, pattern: 'a.example', ...change }, null);
      return read.ok ? null : read.failure;
    };
    expect(fault({ pattern: '  ' })).toEqual({ field: 'pattern' });
    expect(fault({ signIn: 'password' })).toEqual({ field: 'user' });
    expect(fault({ signIn: 'password', user: 'ada' })).toEqual({ field: 'secret' });
    expect(fault({ signIn: 'token', token: ' ' })).toEqual({ field: 'secret' });
    expect(fault({ headers: 'A: 1\n\nno colon' })).toEqual({ field: 'headers', line: 3, why: 'line' });
    expect(fault({ headers: 'A:1' })).toBeNull();
    // Another user's password is not the one that is kept.
    expect(inputOf({ ...draftOf(known), user: 'bob' }, known)).toEqual({
      ok: false,
      failure: { field: 'secret' },
    });
  });

  it('never sends the mark of what is kept as a value', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('X-Key', 'X-Other', 'X-New')), fc.boolean(), (names, moved) => {
        const headers = names.map((name) => `${name}: ${keptMark}`).join('\n');
        const pattern = moved ? 'other.example' : known.pattern;
        const read = inputOf({ ...draftOf(known), pattern, password: 'p', headers }, known);
        if (read.ok) expect(read.value.headers.every(([, value]) => value !== keptMark)).toBe(true);
        else expect(moved || names.includes('X-New')).toBe(true);
      }),
    );
  });
});
