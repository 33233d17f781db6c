/** Hands things over in their order, each when it is due. */
export class DelayLine<T> {
  readonly #deliver: (thing: T) => void;
  readonly #waiting: { readonly thing: T; readonly due: number }[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(deliver: (thing: T) => void) {
    this.#deliver = deliver;
  }

  /** `due` is a time of `performance.now()`; one before that of the thing ahead waits for that one. */
  push(thing: T, due: number): void {
    this.#waiting.push({ thing, due });
    if (this.#timer === null) this.#wait();
  }

  clear(): void {
    this.#waiting.length = 0;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #wait(): void {
    const [head] = this.#waiting;
    if (head === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#flush();
      },
      Math.max(0, head.due - performance.now()),
    );
  }

  #flush(): void {
    for (let head = this.#waiting[0]; head !== undefined; head = this.#waiting[0]) {
      if (head.due > performance.now() + 0.5) break;
      this.#waiting.shift();
      this.#deliver(head.thing);
    }
    if (this.#timer === null) this.#wait();
  }
}
