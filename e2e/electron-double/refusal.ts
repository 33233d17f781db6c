import { EventEmitter } from 'node:events';
import { eventNames, memberNames, textValues } from './electron-typings.ts';

/** What the real Electron would refuse, or what the double does not know how to do. */
export class Refusal extends Error {
  override name = 'ElectronDoubleRefusal';
}

/** Options of an interface: a name that its typing does not have is a mistake that no one else finds. */
export function checkOptions(typing: string, options: unknown): void {
  if (typeof options !== 'object' || options === null) throw new Refusal(`${typing} must be an object`);
  const known = memberNames(typing);
  if (known.size === 0) throw new Refusal(`electron.d.ts has no ${typing}`);
  for (const name of Object.keys(options)) {
    if (!known.has(name)) throw new Refusal(`${typing} has no option "${name}"`);
  }
}

/** A property whose values are listed in its typing. */
export function checkValue(typing: string, property: string, value: unknown): void {
  if (value === undefined) return;
  const known = textValues(typing, property);
  if (typeof value !== 'string' || !known.has(value)) {
    throw new Refusal(`${typing}.${property} cannot be ${JSON.stringify(value)}`);
  }
}

/** A copy as it would arrive at the other side of Electron's IPC. */
export function cloned<T>(value: T): T {
  try {
    return structuredClone(value);
  } catch (error) {
    throw new Refusal('An object could not be cloned.', { cause: error });
  }
}

/** An emitter that knows the names of its events from electron.d.ts. */
export class KnownEmitter extends EventEmitter {
  readonly #typing: string;

  constructor(typing: string) {
    super();
    this.#typing = typing;
  }

  #check(event: string | symbol): void {
    if (typeof event === 'string' && !eventNames(this.#typing).has(event)) {
      throw new Refusal(`${this.#typing} has no event "${event}"`);
    }
  }

  // `once` registers through `on`, so both are covered.
  override on(event: string | symbol, listener: (...values: never[]) => void): this {
    this.#check(event);
    return super.on(event, listener as (...values: unknown[]) => void);
  }

  override once(event: string | symbol, listener: (...values: never[]) => void): this {
    this.#check(event);
    return super.once(event, listener as (...values: unknown[]) => void);
  }

  override off(event: string | symbol, listener: (...values: never[]) => void): this {
    this.#check(event);
    return super.off(event, listener as (...values: unknown[]) => void);
  }

  /** Emits with an event object and says whether a listener prevented what would follow. */
  ask(event: string, details: object = {}, ...values: unknown[]): boolean {
    let prevented = false;
    this.emit(event, { ...details, preventDefault: () => (prevented = true) }, ...values);
    return prevented;
  }
}
