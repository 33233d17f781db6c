import { hexOfBytes } from './byte-text.ts';

/** Bytes of one block, and of the sum. */
const blockBytes = 128;
const sumBytes = 64;
const rounds = 12;
/** Values of a half of a word. */
const wordValues = 0x1_0000_0000;

/** The first 64 bits of the fractions of the square roots of the first eight primes, low half first. */
const start = new Uint32Array([
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1,
  0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
]);

/** Which words of a block each round takes; the last two rounds begin anew. */
const schedule = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
] as const;

/** The columns, then the diagonals, of the four by four words that are mixed. */
const quarters = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/**
 * BLAKE2b with a sum of 64 bytes and no key (RFC 7693), for a system whose own library has none. Words of 64
 * bits are two of 32, the lower first.
 */
export class Blake2b {
  readonly #state = Uint32Array.from(start);
  readonly #mixed = new Uint32Array(32);
  readonly #words = new Uint32Array(32);
  readonly #block = new Uint8Array(blockBytes);
  readonly #view = new DataView(this.#block.buffer);
  #filled = 0;
  /** Bytes so far: a number holds them exactly up to 8 PiB. */
  #length = 0;

  constructor() {
    this.#state[0] = (this.#state[0] ?? 0) ^ 0x01010000 ^ sumBytes;
  }

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      // The last block is mixed otherwise, so a full one waits until more has come.
      if (this.#filled === blockBytes) this.#mix(false);
      const part = bytes.subarray(at, at + blockBytes - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      this.#length += part.length;
      at += part.length;
    }
  }

  /** Ends it: nothing may be added after. */
  hex(): string {
    this.#block.fill(0, this.#filled);
    this.#mix(true);
    const sum = new DataView(new ArrayBuffer(sumBytes));
    this.#state.forEach((word, index) => {
      sum.setUint32(4 * index, word, true);
    });
    return hexOfBytes(new Uint8Array(sum.buffer));
  }

  #mix(isLast: boolean): void {
    const v = this.#mixed;
    v.set(this.#state);
    v.set(start, 16);
    v[24] = (v[24] ?? 0) ^ (this.#length >>> 0);
    v[25] = (v[25] ?? 0) ^ Math.floor(this.#length / wordValues);
    if (isLast) {
      v[28] = ~(v[28] ?? 0);
      v[29] = ~(v[29] ?? 0);
    }
    for (let index = 0; index < 32; index += 1) this.#words[index] = this.#view.getUint32(4 * index, true);
    for (let round = 0; round < rounds; round += 1) this.#round(schedule[round % 10] ?? schedule[0]);
    for (let index = 0; index < 16; index += 1) {
      this.#state[index] = (this.#state[index] ?? 0) ^ (v[index] ?? 0) ^ (v[index + 16] ?? 0);
    }
    this.#filled = 0;
  }

  #round(order: readonly number[]): void {
    for (let index = 0; index < 8; index += 1) {
      const of = quarters[index] ?? quarters[0];
      this.#quarter(of[0], of[1], of[2], of[3], order[2 * index] ?? 0, order[2 * index + 1] ?? 0);
    }
  }

  /** The mixing function G of section 3.1, on four words and two of the block. */
  #quarter(a: number, b: number, c: number, d: number, x: number, y: number): void {
    const v = this.#mixed;
    const words = this.#words;
    let low = 0;
    let aLow = v[2 * a] ?? 0;
    let aHigh = v[2 * a + 1] ?? 0;
    let bLow = v[2 * b] ?? 0;
    let bHigh = v[2 * b + 1] ?? 0;
    let cLow = v[2 * c] ?? 0;
    let cHigh = v[2 * c + 1] ?? 0;
    let dLow = v[2 * d] ?? 0;
    let dHigh = v[2 * d + 1] ?? 0;

    low = aLow + bLow + (words[2 * x] ?? 0);
    aHigh = (aHigh + bHigh + (words[2 * x + 1] ?? 0) + carry(low)) >>> 0;
    aLow = low >>> 0;
    [dLow, dHigh] = [dHigh ^ aHigh, dLow ^ aLow];
    low = cLow + (dLow >>> 0);
    cHigh = (cHigh + dHigh + carry(low)) >>> 0;
    cLow = low >>> 0;
    bLow ^= cLow;
    bHigh ^= cHigh;
    [bLow, bHigh] = [(bLow >>> 24) | (bHigh << 8), (bHigh >>> 24) | (bLow << 8)];

    low = aLow + (bLow >>> 0) + (words[2 * y] ?? 0);
    aHigh = (aHigh + bHigh + (words[2 * y + 1] ?? 0) + carry(low)) >>> 0;
    aLow = low >>> 0;
    dLow ^= aLow;
    dHigh ^= aHigh;
    [dLow, dHigh] = [(dLow >>> 16) | (dHigh << 16), (dHigh >>> 16) | (dLow << 16)];
    low = cLow + (dLow >>> 0);
    cHigh = (cHigh + dHigh + carry(low)) >>> 0;
    cLow = low >>> 0;
    bLow ^= cLow;
    bHigh ^= cHigh;

    v[2 * a] = aLow;
    v[2 * a + 1] = aHigh;
    v[2 * b] = (bLow << 1) | (bHigh >>> 31);
    v[2 * b + 1] = (bHigh << 1) | (bLow >>> 31);
    v[2 * c] = cLow;
    v[2 * c + 1] = cHigh;
    v[2 * d] = dLow;
    v[2 * d + 1] = dHigh;
  }
}

/** What the sum of up to three lower halves adds to the upper. */
function carry(low: number): number {
  return low < wordValues ? 0 : low < 2 * wordValues ? 1 : 2;
}
