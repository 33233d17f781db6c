import { expect, it } from 'vitest';
import { externalAddress } from './external-address.ts';

it('lets https through, as the parser writes it', () => {
  expect(externalAddress('HTTPS://Example.com/a b')).toBe('https://example.com/a%20b');
});

it.each([
  'http://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://user:pw@example.com/',
  'smb://h/s',
  '',
])('does not let "%s" through', (text) => {
  expect(externalAddress(text)).toBeNull();
});
