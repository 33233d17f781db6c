import { createCipheriv, createHash, type Cipheriv } from 'node:crypto';
import { closeSync, futimesSync, openSync, writeSync } from 'node:fs';

const blockSize = 16;
const stepSize = 1 << 20;
const zeros = Buffer.alloc(stepSize);
const keys = new Map<number, Buffer>();

/**
 * Bytes `[start, start + length)` of the endless body that `seed` names. It is the key stream of
 * AES-128-CTR, so it has no period, two offsets never look alike, and any place costs the same.
 */
export function seededBytes(seed: number, start: number, length: number): Buffer {
  const cipher = cipherAt(seed, start);
  const skip = start % blockSize;
  if (skip > 0) cipher.update(zeros.subarray(0, skip));
  if (length <= stepSize) return cipher.update(zeros.subarray(0, length));
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at += stepSize) {
    cipher.update(zeros.subarray(0, Math.min(stepSize, length - at))).copy(bytes, at);
  }
  return bytes;
}

/** Hash, in lower-case hex, of the first `size` bytes of the body that `seed` names. */
export function seededSum(seed: number, size: number, algorithm = 'sha1'): string {
  const hash = createHash(algorithm);
  for (const piece of seededPieces(seed, size)) hash.update(piece);
  return hash.digest('hex');
}

/**
 * Writes the first `size` bytes of the body that `seed` names into a new file, last modified at
 * `modified`: Apache gives a file of this very moment a weak entity tag only.
 */
export function writeSeededFile(path: string, seed: number, size: number, modified?: Date): void {
  const file = openSync(path, 'wx');
  try {
    let at = 0;
    for (const piece of seededPieces(seed, size)) {
      for (let done = 0; done < piece.length;) {
        done += writeSync(file, piece, done, piece.length - done, at + done);
      }
      at += piece.length;
    }
    if (modified !== undefined) futimesSync(file, modified, modified);
  } finally {
    closeSync(file);
  }
}

/** Index in `bytes` of the first one that is not the body's at `start`, or null when all are. */
export function firstWrongByte(bytes: Uint8Array, seed: number, start = 0): number | null {
  for (let at = 0; at < bytes.length; at += stepSize) {
    const piece = bytes.subarray(at, at + stepSize);
    const right = seededBytes(seed, start + at, piece.length);
    if (right.equals(piece)) continue;
    return at + piece.findIndex((byte, index) => byte !== right[index]);
  }
  return null;
}

function* seededPieces(seed: number, size: number): Generator<Buffer> {
  const cipher = cipherAt(seed, 0);
  for (let at = 0; at < size; at += stepSize) {
    yield cipher.update(zeros.subarray(0, Math.min(stepSize, size - at)));
  }
}

function cipherAt(seed: number, start: number): Cipheriv {
  let key = keys.get(seed);
  if (key === undefined) {
    key = createHash('sha256')
      .update(`seeded body ${String(seed)}`)
      .digest()
      .subarray(0, blockSize);
    keys.set(seed, key);
  }
  const counter = Buffer.alloc(blockSize);
  counter.writeBigUInt64BE(BigInt(Math.floor(start / blockSize)), 8);
  return createCipheriv('aes-128-ctr', key, counter);
}
