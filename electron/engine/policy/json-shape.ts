/**
 * Whether a value that came from outside has the shape of a type. A guard looks at everything that
 * the type promises; keys of an object that it does not know are let be.
 */
export type Guard<T> = (value: unknown) => value is T;

export const isText: Guard<string> = (value) => typeof value === 'string';

export const isFlag: Guard<boolean> = (value) => typeof value === 'boolean';

export const isNumber: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A whole number from 0 to 2^53 - 1: bytes, counts. */
export const isAmount: Guard<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

export function isOneOf<const T extends string>(words: readonly T[]): Guard<T> {
  return (value): value is T => words.some((word) => word === value);
}

export function isNullOr<T>(guard: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || guard(value);
}

export function isListOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(guard);
}

export function isObjectOf<T extends object>(guards: { readonly [K in keyof T]: Guard<T[K]> }): Guard<T> {
  return (value): value is T => {
    if (!isObject(value)) return false;
    for (const key in guards) if (!Object.hasOwn(value, key) || !guards[key](value[key])) return false;
    return true;
  };
}

/** An object that is no list, as a map from its keys. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that a JSON text stands for, or undefined where it is none: no JSON text stands for that. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
