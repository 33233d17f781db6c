import { describe, expect, it } from 'vitest';
import { takeSessionToken, tokenInFragment } from './session-token.ts';

function page(hash: string, stored: string | null = null) {
  const kept = new Map(stored === null ? [] : [['tributary.token', stored]]);
  const shown: string[] = [];
  return {
    kept,
    shown,
    page: {
      location: { hash, pathname: '/', search: '?x=1' },
      history: { replaceState: (_state: unknown, _title: string, url: string) => shown.push(url) },
      sessionStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
      },
    } as unknown as Window,
  };
}

describe('the session token', () => {
  it('is taken from the fragment, kept for a reload, and gone from the address', () => {
    const { page: window, kept, shown } = page('#token=abc-123');
    expect(takeSessionToken(window)).toBe('abc-123');
    expect(kept.get('tributary.token')).toBe('abc-123');
    expect(shown).toEqual(['/?x=1']);
  });

  it('is the kept one after a reload', () => {
    expect(takeSessionToken(page('', 'kept').page)).toBe('kept');
    expect(takeSessionToken(page('').page)).toBeNull();
  });

  it('is nothing that could not stand in a subprotocol', () => {
    expect(tokenInFragment('#token=a b')).toBeNull();
    expect(tokenInFragment('#token=')).toBeNull();
    expect(tokenInFragment('#other=1')).toBeNull();
  });
});
