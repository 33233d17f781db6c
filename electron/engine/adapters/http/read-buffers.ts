import { BufferPool } from '../../policy/buffer-pool.ts';

/** Bytes that one buffer takes of a body beside the head of the reply that begins it. */
const pieceBytes = 512 * 1024;
const headBytes = 16 * 1024;
/** Where less is left of a buffer, the next read begins a new one. */
export const readLeast = 64 * 1024;
const mostIdle = 16;

/** The buffers that connections read into, one after the other. */
export type ReadBuffers = BufferPool;

export function readBuffers(): ReadBuffers {
  return new BufferPool(pieceBytes + headBytes, mostIdle);
}
