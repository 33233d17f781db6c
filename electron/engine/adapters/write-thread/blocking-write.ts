import { writeSync } from 'node:fs';

/** Bytes for their place in an open file, in memory that threads share. */
export interface WriteOrder {
  /** The system's number of the file. */
  readonly file: number;
  readonly bytes: Uint8Array;
  /** Bytes from the beginning of the file. */
  readonly offset: number;
}

type Write = (file: number, bytes: Uint8Array, from: number, length: number, offset: number) => number;

/** Writes all of it, however many calls the system takes for it; throws what the system says. */
export function writeBlocking({ file, bytes, offset }: WriteOrder, write: Write = writeSync): void {
  for (let done = 0; done < bytes.length;) {
    const count = write(file, bytes, done, bytes.length - done, offset + done);
    if (count === 0) throw new Error('the system takes nothing');
    done += count;
  }
}
