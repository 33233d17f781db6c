import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalAddress } from '../../../../shared/model/normal-address.ts';
import { isLargeEnough, linksOfClipboard, offeredText } from './clipboard-choice.ts';

const rules = { clipboardWatch: 'ask', clipboardTypes: 'iso, .ZIP *.7z', clipboardLeast: 1_000 } as const;
const none: ReadonlySet<string> = new Set();

it('takes links of the wished types that were not seen, and nothing while it is off', () => {
  const text = 'https://h.example/a.ISO see https://h.example/b.html and https://h.example/c.zip?x=1';
  const urls = (more: object = {}, seen = none) =>
    linksOfClipboard(text, { ...rules, ...more }, seen).map(({ url }) => url);
  expect(urls()).toEqual(['https://h.example/a.ISO', 'https://h.example/c.zip?x=1']);
  expect(urls({}, new Set([normalAddress('https://h.example/%61.ISO')]))).toEqual([
    'https://h.example/c.zip?x=1',
  ]);
  expect(urls({ clipboardTypes: ' , ' })).toHaveLength(3);
  expect(urls({ clipboardWatch: 'off' })).toEqual([]);
  expect(linksOfClipboard(`${text}${' '.repeat(65_536)}`, rules, none)).toEqual([]);
});

it('offers addresses, and the whole text where it says more than those', () => {
  const plain = 'look: https://h.example/a.iso';
  expect(offeredText(plain, linksOfClipboard(plain, rules, none))).toBe('https://h.example/a.iso');
  const command = "curl -H 'X: y' https://h.example/a.iso";
  expect(offeredText(command, linksOfClipboard(command, rules, none))).toBe(command);
});

it('leaves out what is known to be too small', () => {
  expect([null, 999, 1_000].map((size) => isLargeEnough(size, rules))).toEqual([true, false, true]);
});

it('never takes a link twice, whatever the text', () => {
  const piece = fc.constantFrom(
    'https://h.example/a.iso',
    'https://h.example/%61.iso',
    ' ',
    '\n',
    'x',
    '#f',
    '?q',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const first = linksOfClipboard(pieces.join(''), rules, none);
      const seen = new Set(first.map(({ url }) => normalAddress(url)));
      expect(linksOfClipboard(pieces.join(''), rules, seen)).toEqual([]);
    }),
  );
});
