import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { Sum, SumAlgorithm } from '../../../shared/model/sums.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';
import { Verifier } from './verifier.ts';

type SumsHasher = FileHasher<readonly Sum[]>;

/** Hashers that end when a test says so; the sum of an algorithm is its name. */
class HandMadeHashers implements HasherFactory {
  readonly started: (SumsHasher & { readonly algorithms: string; readonly end: () => void })[] = [];

  start(): FileHasher {
    throw new Error('a verifier asks for all sums together');
  }

  startDigest(): ReturnType<HasherFactory['startDigest']> {
    throw new Error('a verifier hashes files');
  }

  startAll(_path: string, algorithms: readonly SumAlgorithm[]): SumsHasher {
    let settle: (result: Result<readonly Sum[], Failure>) => void = () => undefined;
    const finished = new Promise<Result<readonly Sum[], Failure>>((resolve) => {
      settle = resolve;
    });
    const hasher = {
      algorithms: algorithms.join(' '),
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
        settle(ok(algorithms.map((algorithm) => ({ algorithm, hex: algorithm }))));
      },
    };
    this.started.push(hasher);
    return hasher;
  }
}

describe('Verifier', () => {
  it('hashes nothing where no sum is wanted', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.advance(100);
    expect(await verifier.finish(100)).toEqual(ok([]));
    expect(hashers.started).toEqual([]);
  });

  it('follows the frontier in one pass for all sums, and ends with them', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.want(['sha1', 'sha256', 'sha1']);
    verifier.advance(0);
    verifier.advance(100);
    verifier.advance(200);
    expect(verifier.hashed).toBe(200);
    const sums = verifier.finish(300);
    hashers.started[0]?.end();
    expect(await sums).toEqual(
      ok([
        { algorithm: 'sha1', hex: 'sha1' },
        { algorithm: 'sha256', hex: 'sha256' },
      ]),
    );
    expect(hashers.started).toHaveLength(1);
  });

  it('gives an algorithm that is wanted later a pass of its own, and ends one that is wanted no more', () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.want(['sha1']);
    verifier.advance(100);
    verifier.want(['sha1', 'md5']);
    verifier.advance(200);
    verifier.want(['md5']);
    verifier.advance(300);
    expect(hashers.started.map(({ algorithms, hashed }) => [algorithms, hashed])).toEqual([
      ['sha1', 200],
      ['md5', 300],
    ]);
  });

  it('begins anew where bytes were dropped that it had hashed, and not where it had not', () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.want(['sha1']);
    verifier.advance(100);
    verifier.restartAbove(100);
    verifier.advance(150);
    expect(hashers.started).toHaveLength(1);
    verifier.restartAbove(149);
    verifier.advance(150);
    verifier.restart();
    verifier.advance(50);
    expect(hashers.started).toHaveLength(3);
  });

  it('ends with the sum of an algorithm that comes to be wanted while it finishes', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.want(['sha1']);
    const sums = verifier.finish(100);
    verifier.want(['md5']);
    await Promise.resolve();
    await Promise.resolve();
    hashers.started[1]?.end();
    expect(await sums).toEqual(ok([{ algorithm: 'md5', hex: 'md5' }]));
  });

  it('ends at once when it is closed, and starts no other hasher', async () => {
    const hashers = new HandMadeHashers();
    const verifier = new Verifier(hashers, '/file');
    verifier.want(['sha1']);
    const sums = verifier.finish(100);
    verifier.close();
    expect(await sums).toEqual(fail({ code: 'user-stopped' }));
    expect(hashers.started).toHaveLength(1);
  });
});
