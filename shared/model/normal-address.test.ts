import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalAddress } from './normal-address.ts';

it.each([
  ['HTTP://U:P@H.example:80/%7Ea/%e2%82%ac/./b?x=%2f#y', 'http://h.example/~a/%E2%82%AC/b?x=%2F'],
  ['https://h.example', 'https://h.example/'],
  ['no address', 'no address'],
])('%s', (text, normal) => {
  expect(normalAddress(text)).toBe(normal);
});

it('changes nothing twice, and keeps what is served apart', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const normal = normalAddress(url);
      expect(normalAddress(normal)).toBe(normal);
      expect(normalAddress(`${url.split('#')[0] ?? ''}x`)).not.toBe(normal);
    }),
  );
});
