import type * as v from 'valibot';
import type { CallFailure } from '../contract/types.ts';
import type { Result } from '../model/result.ts';

/** What the wire needs to know of a contract: a schema for each call's input, types for the rest. */
export interface ContractShape {
  readonly calls: Readonly<Record<string, { readonly input: v.GenericSchema; readonly output: unknown }>>;
  readonly events: Readonly<Record<string, { readonly payload: unknown }>>;
}

export type CallName<C extends ContractShape> = keyof C['calls'] & string;
export type EventName<C extends ContractShape> = keyof C['events'] & string;

/** A call's input as the caller writes it: what has a default may be left out. Nothing in it is changed. */
export type CallInput<C extends ContractShape, N extends CallName<C>> = DeepReadonly<
  v.InferInput<C['calls'][N]['input']>
>;

type DeepReadonly<T> = T extends readonly (infer Each)[]
  ? readonly DeepReadonly<Each>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** A call's input as the handler gets it: checked, defaults filled in. */
export type CheckedInput<C extends ContractShape, N extends CallName<C>> = v.InferOutput<
  C['calls'][N]['input']
>;

export type CallOutcome<C extends ContractShape, N extends CallName<C>> = Result<
  C['calls'][N]['output'],
  CallFailure
>;

export type EventPayload<C extends ContractShape, N extends EventName<C>> = C['events'][N]['payload'];
