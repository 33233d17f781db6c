import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutUserInfo } from './user-info.ts';

test('G7: user and password leave the address, decoded', () => {
  const { url, credential } = withoutUserInfo(new URL('https://a%40b:p%3Aw%25@host:8443/x?y#z'));
  expect([url.href, credential]).toEqual(['https://host:8443/x?y#z', { user: 'a@b', password: 'p:w%' }]);
  expect(withoutUserInfo(new URL('http://host/')).credential).toBeNull();
  expect(withoutUserInfo(new URL('http://only@host/')).credential).toEqual({ user: 'only', password: '' });
  expect(withoutUserInfo(new URL('http://100%:%zz@host/')).credential).toEqual({
    user: '100%',
    password: '%zz',
  });
});

test('G7: whatever stands there comes out, and nothing of it stays', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({ unit: 'binary' }),
      (user, password) => {
        const address = new URL('http://host/file');
        address.username = user.toWellFormed();
        address.password = password.toWellFormed();
        const { url, credential } = withoutUserInfo(address);
        expect(url.href).toBe('http://host/file');
        // A percent sign is kept as it stands, so that only texts without one are compared.
        fc.pre(!`${user}${password}`.includes('%'));
        expect(credential).toEqual({ user: user.toWellFormed(), password: password.toWellFormed() });
      },
    ),
  );
});
