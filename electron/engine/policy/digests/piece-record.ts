/** Times that one piece is looked at before nothing more is fetched for it. */
const looksMost = 3;
/** Bad pieces that are tried again while no piece was good yet: the list may be of another file. */
const trialsMost = 2;
/** Bad pieces of one source alone after which it is set aside. */
const guiltMost = 2;

/** What is to be done about a piece that does not match. */
export interface BadPiece {
  /**
   * `now`: fetch it again. `later`: only once some piece has turned out good. `never`: its bytes stay as
   * they are, and the sum of the whole decides.
   */
  readonly again: 'now' | 'later' | 'never';
  /** The one source that brought all of it; null where several did, or an earlier session. */
  readonly guilty: number | null;
  /** That source has done it often enough. */
  readonly setAside: boolean;
}

/** What the pieces of a file were found to be, and who brought the bad ones. */
export class PieceRecord {
  readonly #good = new Set<number>();
  readonly #looks = new Map<number, number>();
  readonly #guilt = new Map<number, number>();
  /** Pieces that were fetched again while none was good. */
  readonly #trials = new Set<number>();
  #givenUp = 0;

  /** Whether the list has shown itself to be of another file: all that was tried stayed bad, and none is good. */
  get disbelieved(): boolean {
    return this.#good.size === 0 && this.#givenUp >= Math.min(trialsMost, this.#trials.size);
  }

  get goodPieces(): number {
    return this.#good.size;
  }

  /** Pieces that stay bad. */
  get badPieces(): number {
    return this.#givenUp;
  }

  isSettled(index: number): boolean {
    return this.#good.has(index) || (this.#looks.get(index) ?? 0) >= looksMost;
  }

  isGood(index: number): boolean {
    return this.#good.has(index);
  }

  noteGood(index: number): void {
    this.#good.add(index);
  }

  /** `sources`: numbers of those that brought its bytes; none where an earlier session did. */
  noteBad(index: number, sources: ReadonlySet<number>): BadPiece {
    const looks = (this.#looks.get(index) ?? 0) + 1;
    this.#looks.set(index, looks);
    const again = this.#chance(index, looks);
    if (again === 'never') {
      this.#looks.set(index, looksMost);
      this.#givenUp += 1;
    }
    const [only] = sources;
    if (only === undefined || sources.size !== 1) return { again, guilty: null, setAside: false };
    const guilt = (this.#guilt.get(only) ?? 0) + 1;
    this.#guilt.set(only, guilt);
    return { again, guilty: only, setAside: guilt >= guiltMost };
  }

  #chance(index: number, looks: number): BadPiece['again'] {
    if (looks >= looksMost || (this.#givenUp > 0 && this.disbelieved)) return 'never';
    if (this.#good.size > 0 || this.#trials.has(index)) return 'now';
    if (this.#trials.size >= trialsMost) return 'later';
    this.#trials.add(index);
    return 'now';
  }

  /** Other bytes will come. */
  clear(): void {
    this.#good.clear();
    this.#looks.clear();
    this.#guilt.clear();
    this.#trials.clear();
    this.#givenUp = 0;
  }
}
