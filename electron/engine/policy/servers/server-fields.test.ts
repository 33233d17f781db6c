import { describe, expect, it } from 'vitest';
import { besides, serverFields, type KnownServer } from './server-fields.ts';

const server: KnownServer = {
  pattern: { host: 'example.org', below: false, port: null, plain: false },
  profile: { pattern: 'example.org', connections: 0, userAgent: 'Agent/1', referer: 'https://page.example/' },
  headers: [
    ['Authorization', 'Bearer t'],
    ['X-Key', '1'],
  ],
};

describe('what a profile adds to a request', () => {
  it('is everything where nobody can read it, and nothing secret elsewhere', () => {
    expect(serverFields(server, new URL('https://example.org/'))).toEqual([
      ['User-Agent', 'Agent/1'],
      ['Referer', 'https://page.example/'],
      ['Authorization', 'Bearer t'],
      ['X-Key', '1'],
    ]);
    const open = new URL('http://example.org/');
    expect(serverFields(server, open).map(([name]) => name)).toEqual(['User-Agent', 'Referer']);
    const plain = { ...server, pattern: { ...server.pattern, plain: true } };
    expect(serverFields(plain, open)).toHaveLength(4);
  });

  it('has no field twice', () => {
    const both = { ...server, headers: [['user-agent', 'Line/1'] as const] };
    const fields = serverFields(both, new URL('https://example.org/'));
    expect(fields.filter(([name]) => name.toLowerCase() === 'user-agent')).toEqual([
      ['user-agent', 'Line/1'],
    ]);
  });
});

describe('what a download set itself', () => {
  it('goes before its server’s profile, field by field', () => {
    const fields = serverFields(server, new URL('https://example.org/'));
    const left = besides([['x-key', 'own']], fields, false).map(([name]) => name);
    expect(left).toEqual(['User-Agent', 'Referer', 'Authorization']);
    const signedIn = besides([], fields, true).map(([name]) => name);
    expect(signedIn).toEqual(['User-Agent', 'Referer', 'X-Key']);
  });
});
