/** Bytes of the buffer that a connection reads into. */
export const readBufferBytes = 256 * 1024;
const mostKept = 16;

/** Read buffers that are handed from a closed connection to the next new one. */
export class ReadBuffers {
  readonly #free: Uint8Array[] = [];

  take(): Uint8Array {
    return this.#free.pop() ?? new Uint8Array(readBufferBytes);
  }

  give(buffer: Uint8Array): void {
    if (this.#free.length < mostKept) this.#free.push(buffer);
  }
}
