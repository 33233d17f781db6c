import { gzipSync } from 'node:zlib';
import type { Behaviour } from './range-server-options.ts';
import { seededBytes } from './seeded-body.ts';

/** What the server sends pieces of. */
export interface BodySource {
  /** Bytes in all. */
  readonly size: number;
  /** Bytes `[start, start + length)`. */
  read(start: number, length: number): Buffer;
}

const largestCoded = 64 << 20;
const coded = new Map<string, Buffer>();

/** The representation that a behaviour names: seeded bytes, a given text, or the gzip form of either. */
export function bodySourceOf(behaviour: Behaviour): BodySource {
  const { seed, size, content, corrupt, encode } = behaviour;
  if (encode === 'gzip') return bufferSource(gzipOf(behaviour));
  if (content !== null) return bufferSource(Buffer.from(content));
  if (corrupt.length === 0) return { size, read: (start, length) => seededBytes(seed, start, length) };
  return {
    size,
    read(start, length) {
      const bytes = seededBytes(seed, start, length);
      for (const at of corrupt) {
        const index = at - start;
        if (index >= 0 && index < bytes.length) bytes[index] = (bytes[index] ?? 0) ^ 0xff;
      }
      return bytes;
    },
  };
}

export function bufferSource(bytes: Buffer): BodySource {
  return { size: bytes.length, read: (start, length) => bytes.subarray(start, start + length) };
}

function gzipOf({ seed, size, content }: Behaviour): Buffer {
  if (size > largestCoded) throw new Error('The gzip form is made in memory: use a body of 64 MiB at most.');
  const key = content === null ? `${String(seed)} ${String(size)}` : `text ${content}`;
  let form = coded.get(key);
  if (form === undefined) {
    form = gzipSync(content === null ? seededBytes(seed, 0, size) : content);
    coded.set(key, form);
  }
  return form;
}
