import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumBytes, type SumAlgorithm } from '../../../../shared/model/sums.ts';
import { readDigestFields, type Carried } from './digest-fields.ts';

const everything: Carried = { extent: 'everything', coded: false };
const part: Carried = { extent: 'part', coded: false };
const sha256 = createHash('sha256').update('x').digest();
const md5 = createHash('md5').update('x').digest();

function seen(headers: readonly (readonly [string, string])[], carried = everything): readonly string[] {
  return readDigestFields(headers, carried).digests.map(
    ({ algorithm, scope, field }) => `${field} ${algorithm} ${scope}`,
  );
}

describe('readDigestFields', () => {
  it('reads Repr-Digest of the whole, and Content-Digest of what is carried', () => {
    const value = `sha-256=:${sha256.toString('base64')}:`;
    expect(seen([['repr-digest', value]], part)).toEqual(['Repr-Digest sha256 whole']);
    expect(seen([['content-digest', value]], part)).toEqual(['Content-Digest sha256 content']);
    expect(seen([['content-digest', value]])).toEqual(['Content-Digest sha256 whole']);
  });

  it('reads a dictionary over several lines, with members of other kinds', () => {
    const headers = [
      ['repr-digest', `id-sha=?1, unixsum=12, md5=:${md5.toString('base64')}:;q=1`],
      ['repr-digest', `x="a, b", l=(1 2), sha-256=:${sha256.toString('base64')}:`],
    ] as const;
    expect(seen(headers)).toEqual(['Repr-Digest md5 whole', 'Repr-Digest sha256 whole']);
  });

  it('takes no member of a dictionary that is malformed anywhere', () => {
    const good = `sha-256=:${sha256.toString('base64')}:`;
    for (const bad of [`${good},`, `${good} x`, `=1, ${good}`, `SHA=:AA==:, ${good}`, `${good}, a=:AA`]) {
      expect(readDigestFields([['repr-digest', bad]], everything)).toEqual({
        digests: [],
        notes: ['Repr-Digest is malformed: not compared'],
      });
    }
  });

  it('reads Digest as RFC 3230 writes it, in any case', () => {
    const value = `SHA-256=${sha256.toString('base64')}, md5=${md5.toString('base64')},UNIXsum=30637`;
    expect(seen([['digest', value]], part)).toEqual(['Digest sha256 whole', 'Digest md5 whole']);
  });

  it('counts Content-MD5 and the sums of S3 on whole replies only', () => {
    const headers = [
      ['content-md5', md5.toString('base64')],
      ['x-amz-checksum-sha256', sha256.toString('base64')],
    ] as const;
    expect(seen(headers)).toEqual(['Content-MD5 md5 whole', 'x-amz-checksum-sha256 sha256 whole']);
    expect(seen(headers, part)).toEqual([]);
  });

  it('passes over composite sums of S3, by their ending and by their type', () => {
    const value = sha256.toString('base64');
    expect(seen([['x-amz-checksum-sha256', `${value}-12`]])).toEqual([]);
    expect(
      seen([
        ['x-amz-checksum-sha256', value],
        ['x-amz-checksum-type', 'COMPOSITE'],
      ]),
    ).toEqual([]);
    expect(
      seen([
        ['x-amz-checksum-sha256', value],
        ['x-amz-checksum-type', 'FULL_OBJECT'],
      ]),
    ).toHaveLength(1);
  });

  it('passes over every sum of a coded form', () => {
    const headers = [
      ['repr-digest', `sha-256=:${sha256.toString('base64')}:`],
      ['digest', `MD5=${md5.toString('base64')}`],
    ] as const;
    const { digests, notes } = readDigestFields(headers, { extent: 'everything', coded: true });
    expect(digests).toEqual([]);
    expect(notes).toEqual([
      'Repr-Digest is of the coded form: not compared',
      'Digest is of the coded form: not compared',
    ]);
  });

  it('never takes an entity tag for a sum', () => {
    expect(seen([['etag', `"${md5.toString('hex')}"`]])).toEqual([]);
  });

  it('gives back every sum of the right length and none of another', () => {
    const named: readonly (readonly [string, SumAlgorithm])[] = [
      ['sha-512', 'sha512'],
      ['sha-256', 'sha256'],
      ['sha', 'sha1'],
      ['md5', 'md5'],
      ['crc32c', 'crc32c'],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...named), fc.uint8Array({ maxLength: 70 }), ([name, algorithm], bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const { digests } = readDigestFields([['repr-digest', `${name}=:${base64}:`]], part);
        const hex = Buffer.from(bytes).toString('hex');
        const right = bytes.length === sumBytes[algorithm];
        expect(digests.map((digest) => [digest.algorithm, digest.hex])).toEqual(
          right ? [[algorithm, hex]] : [],
        );
      }),
    );
  });

  it('never throws, and names no value in a note', () => {
    const names = [
      'repr-digest',
      'content-digest',
      'digest',
      'content-md5',
      'x-goog-hash',
      'x-amz-checksum-crc32',
      'x-amz-checksum-type',
    ];
    const piece = fc.constantFrom(
      'sha-256',
      '=',
      ':',
      ',',
      ';',
      '"',
      'AAAA',
      '(',
      ')',
      '?1',
      ' ',
      'secret',
      '-3',
      'é',
      '\\',
    );
    const value = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 6 }), (headers) => {
        const { digests, notes } = readDigestFields(headers, everything);
        for (const digest of digests) expect(digest.hex).toMatch(/^[0-9a-f]+$/);
        expect(notes.join()).not.toContain('secret');
      }),
    );
  });
});
