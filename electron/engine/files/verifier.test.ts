import { describe, expect, it } from 'vitest';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';
import { Verifier } from './verifier.ts';

const sha1: Checksum = { algorithm: 'sha1', hex: '1'.repeat(40) };
const md5: Checksum = { algorithm: 'md5', hex: '2'.repeat(32) };

/** Hashers that end when a test says so. */
class HandMadeHashers implements HasherFactory {
  readonly started: (FileHasher & { readonly algorithm: string; readonly end: () => void })[] = [];

  start(_path: string, algorithm: Checksum['algorithm']): FileHasher {
    let settle: (result: Result<Checksum, Failure>) => void = () => undefined;
    const finished = new Promise<Result<Checksum, Failure>>((resolve) => {
      settle = resolve;
    });
    const hasher = {
      algorithm,
      hashed: 0,
      read: 0,
      advance: (end: number) => {
        hasher.hashed = end;
      },
      finish: () => finished,
      cancel: () => {
        settle(fail({ code: 'user-stopped' }));
      },
      end: () => {
        settle(ok({ algorithm, hex: algorithm }));
      },
    };
    this.started.push(hasher);
    return hasher;
  }
}

describe('Verifier', () => {
  it('hashes nothing where no sum is expected', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.advance(100);
    expect(await verifier.finish(100)).toBeNull();
    expect(hashers.started).toEqual([]);
  });

  it('follows the frontier with one hasher, and ends with its sum', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.expect(sha1);
    verifier.advance(0);
    verifier.advance(100);
    verifier.advance(200);
    expect(verifier.hashed).toBe(200);
    const sum = verifier.finish(300);
    hashers.started[0]?.end();
    expect(await sum).toEqual(ok({ algorithm: 'sha1', hex: 'sha1' }));
    expect(hashers.started).toHaveLength(1);
  });

  it('begins anew where bytes were dropped or another algorithm is expected, not for another sum', () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.expect(sha1);
    verifier.advance(100);
    verifier.expect({ ...sha1, hex: '3'.repeat(40) });
    verifier.advance(200);
    expect(hashers.started).toHaveLength(1);
    verifier.restart();
    verifier.advance(50);
    verifier.expect(md5);
    verifier.advance(60);
    expect(hashers.started.map(({ algorithm }) => algorithm)).toEqual(['sha1', 'sha1', 'md5']);
  });

  it('ends with the sum of an algorithm that comes to be expected while it finishes', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.expect(sha1);
    const sum = verifier.finish(100);
    verifier.expect(md5);
    await Promise.resolve();
    await Promise.resolve();
    hashers.started[1]?.end();
    expect(await sum).toEqual(ok({ algorithm: 'md5', hex: 'md5' }));
  });

  it('ends at once when it is closed, and starts no other hasher', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.expect(sha1);
    const sum = verifier.finish(100);
    verifier.close();
    expect(await sum).toEqual(fail({ code: 'user-stopped' }));
    expect(hashers.started).toHaveLength(1);
  });
});
