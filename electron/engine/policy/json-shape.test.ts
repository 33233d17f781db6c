import { describe, expect, it } from 'vitest';
import {
  isAmount,
  isFlag,
  isListOf,
  isNullOr,
  isNumber,
  isObjectOf,
  isOneOf,
  isText,
  parseJson,
} from './json-shape.ts';

describe('guards of shapes', () => {
  it('take what the type promises and nothing else', () => {
    const isThing = isObjectOf<{
      name: string;
      parts: readonly number[];
      kind: 'a' | 'b';
      note: string | null;
    }>({
      name: isText,
      parts: isListOf(isAmount),
      kind: isOneOf(['a', 'b']),
      note: isNullOr(isText),
    });
    const thing = { name: 'x', parts: [0, 2 ** 53 - 1], kind: 'b', note: null, more: 1 };
    expect(isThing(thing)).toBe(true);
    const wrong = [{ name: 1 }, { parts: [1.5] }, { parts: [-1] }, { parts: {} }, { kind: 'c' }, { note: 5 }];
    for (const part of wrong) expect(isThing({ ...thing, ...part })).toBe(false);
    const { note: _, ...short } = thing;
    for (const value of [short, null, undefined, 'x', [thing]]) expect(isThing(value)).toBe(false);
  });

  it('call neither infinity nor a text a number, and nothing but two values a flag', () => {
    expect([0, -1.5, NaN, Infinity, '1'].map(isNumber)).toEqual([true, true, false, false, false]);
    expect([2 ** 53, NaN, '1', null].map(isAmount)).toEqual([false, false, false, false]);
    expect([true, false, 0, 'true'].map(isFlag)).toEqual([true, true, false, false]);
  });

  it('do not find a key that an object only inherits', () => {
    expect(
      isObjectOf<{ toString: unknown }>({ toString: (value): value is unknown => value !== null })({}),
    ).toBe(false);
  });

  it('parseJson gives undefined for what is no JSON', () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
    expect(parseJson('null')).toBeNull();
    for (const text of ['', '{', 'undefined']) expect(parseJson(text)).toBeUndefined();
  });
});
