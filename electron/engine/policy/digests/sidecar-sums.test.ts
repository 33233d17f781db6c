import { describe, expect, it } from 'vitest';
import { sidecarName, sidecarsOf, sumInSidecar } from './sidecar-sums.ts';

const sha256 = 'ab'.repeat(32);
const list = new URL('https://h.example/d/SHA256SUMS');
const own = new URL('https://h.example/d/a%20b.iso.sha256');

describe('sidecarsOf', () => {
  it('names the lists of the folder and the files of the one file, without query and fragment', () => {
    const found = sidecarsOf(new URL('https://h.example/d/a%20b.iso?token=secret#x'));
    expect(found).toMatchObject({ name: 'a b.iso', folder: 'https://h.example/d/' });
    expect(found?.lists.map(({ href }) => href)).toContain('https://h.example/d/SHA256SUMS');
    expect(found?.own.map(({ href }) => href)).toContain('https://h.example/d/a%20b.iso.md5');
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(found?.own.map(sidecarName)[0]).toBe('a b.iso.sha256');
  });

  it('has none for an address without a name', () => {
    expect(sidecarsOf(new URL('https://h.example/d/?file=a.iso'))).toBeNull();
  });
});

describe('sumInSidecar', () => {
  it.each([
    ['GNU', `${sha256}  a b.iso\n`],
    ['GNU binary, in a folder', `${'cd'.repeat(32)} *other\n${sha256} *./a b.iso\n`],
    ['BSD', `SHA256 (a b.iso) = ${sha256}`],
    [
      'a signed list',
      `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${sha256}  a b.iso\n-----BEGIN PGP SIGNATURE-----`,
    ],
  ])('finds the sum by name: %s', (_, text) => {
    expect(sumInSidecar(text, 'a b.iso', list, false)).toEqual({ algorithm: 'sha256', hex: sha256 });
  });

  it('takes a sum without a name only from the file of this one file, of its own algorithm', () => {
    expect(sumInSidecar(sha256, 'a b.iso', own, true)).toEqual({ algorithm: 'sha256', hex: sha256 });
    expect(sumInSidecar(sha256, 'a b.iso', list, false)).toBeNull();
    expect(sumInSidecar('ab'.repeat(20), 'a b.iso', own, true)).toBeNull();
  });

  it.each([
    ['of another file', `${sha256}  c.iso`],
    ['a page', `<!doctype html><pre>${sha256}  a b.iso</pre>`],
    ['nonsense', 'Not found'],
    ['nothing', ''],
    ['too short', `${'ab'.repeat(31)}  a b.iso`],
  ])('finds none: %s', (_, text) => {
    expect(sumInSidecar(text, 'a b.iso', list, false)).toBeNull();
    expect(sumInSidecar(text, 'a b.iso', own, true)).toBeNull();
  });
});
