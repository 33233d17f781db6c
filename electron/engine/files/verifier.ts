import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { Sum, SumAlgorithm } from '../../../shared/model/sums.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';

/** Sums that are computed together, in one pass over the file. */
interface Pass {
  readonly algorithms: readonly SumAlgorithm[];
  readonly hasher: FileHasher<readonly Sum[]>;
}

/**
 * Hashes a part file up to its frontier while the download runs, so that little is left to hash
 * after the last byte; for any number of algorithms in one pass. One that is wanted only later has
 * a pass of its own, and dropped bytes begin all of them anew. Nothing wanted costs nothing.
 */
export class Verifier {
  readonly #hashers: HasherFactory;
  readonly #path: string;
  #wanted: readonly SumAlgorithm[] = [];
  #passes: readonly Pass[] = [];
  #closed = false;

  constructor(hashers: HasherFactory, path: string) {
    this.#hashers = hashers;
    this.#path = path;
  }

  /** What is to be computed. A pass that serves none of it ends. */
  want(algorithms: readonly SumAlgorithm[]): void {
    this.#wanted = [...new Set(algorithms)];
    const [kept, idle] = parted(this.#passes, (pass) =>
      pass.algorithms.some((each) => this.#wanted.includes(each)),
    );
    for (const pass of idle) pass.hasher.cancel();
    this.#passes = kept;
  }

  /** The bytes hashed so far may have changed. */
  restart(): void {
    for (const pass of this.#passes) pass.hasher.cancel();
    this.#passes = [];
  }

  /** As `restart`, where a byte below `offset` has been hashed. */
  restartAbove(offset: number): void {
    if (this.hashed > offset) this.restart();
  }

  /** Everything before `frontier` is in the file for good. */
  advance(frontier: number): void {
    if (frontier === 0) return;
    this.#startMissing();
    for (const pass of this.#passes) pass.hasher.advance(frontier);
  }

  /**
   * The sums of the whole file of `size` bytes, empty where none is wanted. An algorithm that is
   * wanted from now on counts also while the file is hashed for another one.
   */
  async finish(size: number): Promise<Result<readonly Sum[], Failure>> {
    const found = new Map<SumAlgorithm, Sum>();
    while (!this.#closed) {
      if (this.#wanted.every((algorithm) => found.has(algorithm))) {
        this.#passes = [];
        return ok(this.#wanted.flatMap((algorithm) => found.get(algorithm) ?? []));
      }
      this.#startMissing([...found.keys()]);
      const pass = this.#passes.find(({ algorithms }) => algorithms.some((each) => !found.has(each)));
      if (pass === undefined) continue;
      const result = await pass.hasher.finish(size);
      // Given up for another algorithm in the meantime.
      if (!this.#closed && !this.#passes.includes(pass)) continue;
      this.#passes = this.#passes.filter((other) => other !== pass);
      if (!result.ok) return result;
      for (const sum of result.value) found.set(sum.algorithm, sum);
    }
    return fail({ code: 'user-stopped' });
  }

  /** Offset up to which every wanted sum has been computed at least. */
  get hashed(): number {
    return this.#passes.reduce((most, { hasher }) => Math.max(most, hasher.hashed), 0);
  }

  close(): void {
    this.#closed = true;
    this.restart();
  }

  #startMissing(found: readonly SumAlgorithm[] = []): void {
    const under = this.#passes.flatMap((pass) => pass.algorithms);
    const missing = this.#wanted.filter((each) => !under.includes(each) && !found.includes(each));
    if (missing.length === 0) return;
    const hasher = this.#hashers.startAll(this.#path, missing);
    this.#passes = [...this.#passes, { algorithms: missing, hasher }];
  }
}

function parted<T>(all: readonly T[], test: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}
