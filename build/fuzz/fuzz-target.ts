import fc from 'fast-check';

/** A function under test, what it is fed, and what must hold whatever comes. Inputs are plain JSON. */
export interface FuzzTarget {
  readonly name: string;
  /** Feeds `runs` inputs, fewer where `milliseconds` pass before; the same seed gives the same inputs. */
  readonly feed: (seed: number, runs: number, milliseconds: number) => Promise<Fed>;
  /** Feeds one input of the corpus; throws where something does not hold. */
  readonly replay: (input: unknown) => Promise<void>;
  /** Takes away what the target keeps between inputs. */
  readonly close: () => Promise<void>;
}

export interface Fed {
  readonly inputs: number;
  readonly finding: Finding | null;
}

/** An input, made as small as could be, for which something does not hold. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  /** The way to the small input from the seed, as fast-check writes it. */
  readonly path: string;
  readonly input: unknown;
  readonly message: string;
}

/** Milliseconds that one input may take on a busy machine. */
const longest = 5_000;
const shrinkMilliseconds = 10_000;

/**
 * `holds` throws (or rejects) where something does not hold; an input that takes too long is a finding
 * too. `close` as in FuzzTarget.
 */
export function fuzzTarget<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => void | Promise<void>,
  close: () => Promise<void> = () => Promise.resolve(),
): FuzzTarget {
  const test = (input: T): void | Promise<void> => {
    const began = performance.now();
    const held = holds(input);
    if (held === undefined) judgeTime(began);
    else return held.then(() => judgeTime(began));
  };
  const judgeTime = (began: number): void => {
    const took = performance.now() - began;
    claim(took < longest, `it took ${Math.round(took)} ms`);
  };
  return {
    name,
    close,
    async feed(seed, runs, milliseconds) {
      const until = performance.now() + milliseconds;
      let fed = 0;
      let shrinking = false;
      const property = fc.asyncProperty(inputs, async (input) => {
        if (!shrinking) fed += 1;
        try {
          // Most are done at once: a turn of the loop for each would cost more than they do.
          const held = test(input);
          if (held !== undefined) await held;
        } catch (error) {
          shrinking = true;
          throw error;
        }
      });
      const left = Math.max(1, until - performance.now());
      const details = await fc.check(property, {
        seed,
        numRuns: runs,
        interruptAfterTimeLimit: left + shrinkMilliseconds,
        skipAllAfterTimeLimit: left,
        maxSkipsPerRun: 0,
        markInterruptAsFailure: false,
      });
      if (details.counterexample === null) return { inputs: fed, finding: null };
      const [input] = details.counterexample;
      const thrown = details.errorInstance;
      return {
        inputs: fed,
        finding: {
          target: name,
          seed: details.seed,
          path: details.counterexamplePath ?? '',
          input,
          message: thrown instanceof Error ? thrown.message : String(thrown),
        },
      };
    },
    async replay(input) {
      await test(input as T);
    },
  };
}

/** Says what does not hold. */
export function claim(holds: boolean, text: string): asserts holds {
  if (!holds) throw new Error(text);
}

/** Texts made of pieces that matter to a grammar, with any character between them. */
export function textOf(pieces: readonly string[], maxLength = 12): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    { weight: 1, arbitrary: fc.nat().map(String) },
  );
  return fc.array(piece, { maxLength }).map((parts) => parts.join(''));
}

/** The same, of characters that stand for one byte each, as header text arrives. */
export function latin1Of(pieces: readonly string[], maxLength = 12): fc.Arbitrary<string> {
  return textOf(pieces, maxLength).map((text) =>
    text.replace(/[^\0-\xff]/gu, (character) => String.fromCharCode((character.codePointAt(0) ?? 0) & 0xff)),
  );
}
