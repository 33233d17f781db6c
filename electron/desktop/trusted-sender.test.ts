import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { isOwnAddress, isOwnText, isTrustedSender, pageAddress, pageOrigin } from './trusted-sender.ts';

const frame = { url: pageAddress, origin: pageOrigin, parent: null };
const contents = (mainFrame: unknown) => ({ mainFrame }) as Pick<WebContents, 'mainFrame'>;

describe('isTrustedSender', () => {
  it('trusts the top frame that shows our own page', () => {
    expect(isTrustedSender(frame, contents(frame))).toBe(true);
  });

  it('refuses a frame that has gone', () => {
    expect(isTrustedSender(null, contents(frame))).toBe(false);
  });

  it('refuses a frame that is not the top frame of this window', () => {
    expect(isTrustedSender({ ...frame }, contents(frame))).toBe(false);
    const inner = { ...frame, parent: frame as never };
    expect(isTrustedSender(inner, contents(inner))).toBe(false);
  });

  it('refuses another origin, even where the address looks right', () => {
    const foreign = { ...frame, origin: 'null' };
    expect(isTrustedSender(foreign, contents(foreign))).toBe(false);
  });

  it('refuses another address', () => {
    const foreign = { ...frame, url: 'https://tributary/index.html' };
    expect(isTrustedSender(foreign, contents(foreign))).toBe(false);
  });
});

describe('isOwnAddress', () => {
  it.each([pageAddress, 'app://tributary/', 'app://tributary/assets/x.js'])('%s is ours', (address) => {
    expect(isOwnAddress(address)).toBe(true);
  });

  it.each([
    'app://other/',
    'app://tributary.example/',
    'app://tributary@other/',
    'app://a@tributary/',
    'file:///',
    '',
  ])('"%s" is not ours', (address) => {
    expect(isOwnAddress(address)).toBe(false);
  });
});

it.each([
  [`blob:${pageOrigin}/5d3a`, true],
  ['blob:https://example.com/5d3a', false],
  [`blob:${pageOrigin}.example.com/5d3a`, false],
  ['blob:null/5d3a', false],
  [`${pageOrigin}/file.bin`, false],
  ['https://example.com/file.bin', false],
])('of %s it says %s that it is a text of our own page', (address, isOwn) => {
  expect(isOwnText(address)).toBe(isOwn);
});
