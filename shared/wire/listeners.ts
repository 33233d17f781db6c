/** A set of listeners of one kind. A listener that is taken away while the others are told is not told. */
export class Listeners<T> {
  readonly #all = new Set<{ readonly tell: (value: T) => void }>();

  /** The function returned takes the listener away again. The same function may be added twice. */
  add(listener: (value: T) => void): () => void {
    const entry = { tell: listener };
    this.#all.add(entry);
    return () => void this.#all.delete(entry);
  }

  tell(value: T): void {
    for (const entry of [...this.#all]) if (this.#all.has(entry)) entry.tell(value);
  }

  clear(): void {
    this.#all.clear();
  }
}
