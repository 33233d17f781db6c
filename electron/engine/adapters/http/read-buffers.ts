import { BufferPool, type PooledBuffer } from '../../policy/buffer-pool.ts';
import { TurnBudget } from './turn-budget.ts';

/** Bytes that one buffer takes of a body beside the head of the reply that begins it. */
const pieceBytes = 512 * 1024;
/** The same where many connections read: each keeps one, and what it had before is on its way into a file. */
const smallPieceBytes = 128 * 1024;
const headBytes = 16 * 1024;
/** Where less is left of a buffer, the next read begins a new one. */
export const readLeast = 64 * 1024;
/** So many large ones may be in use: enough for one fast download. */
const mostLarge = 24;
const mostIdle = 16;

/** The buffers that connections read into, one after the other, and how much all of them read in one turn. */
export class ReadBuffers {
  readonly turn: TurnBudget;
  readonly #large = new BufferPool(pieceBytes + headBytes, mostIdle);
  readonly #small = new BufferPool(smallPieceBytes + headBytes, mostIdle);

  constructor(turn = new TurnBudget()) {
    this.turn = turn;
  }

  /** A buffer that the caller keeps; what is in it may be anything. */
  take(): PooledBuffer {
    return (this.#large.used < mostLarge ? this.#large : this.#small).take();
  }
}
