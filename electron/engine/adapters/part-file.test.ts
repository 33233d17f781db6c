import { describe, expect, it } from 'vitest';
import { readFully, writeFully } from './part-file.ts';

/** A handle of which each call takes at most so many bytes. */
function slowHandle(most: number) {
  const content = new Uint8Array(100);
  return {
    content,
    write(bytes: Uint8Array, from: number, length: number, position: number) {
      const bytesWritten = Math.min(most, length);
      content.set(bytes.subarray(from, from + bytesWritten), position);
      return Promise.resolve({ bytesWritten, buffer: bytes });
    },
    read(into: Uint8Array, from: number, length: number, position: number) {
      const bytesRead = Math.min(most, length, content.length - position);
      into.set(content.subarray(position, position + bytesRead), from);
      return Promise.resolve({ bytesRead, buffer: into });
    },
  };
}

const bytes = Uint8Array.from({ length: 50 }, (_, at) => at + 1);

describe('writeFully and readFully', () => {
  it('go on where the system took or gave less than it was asked', async () => {
    const handle = slowHandle(7);
    expect(await writeFully(handle, bytes, 30)).toEqual({ ok: true, value: undefined });
    expect(handle.content.subarray(30, 80)).toEqual(bytes);
    const into = new Uint8Array(50);
    expect(await readFully(handle, into, 30)).toEqual({ ok: true, value: 50 });
    expect(into).toEqual(bytes);
    expect(await readFully(handle, into, 90)).toEqual({ ok: true, value: 10 });
  });

  it('call a system that takes nothing a failure instead of asking for ever', async () => {
    const stuck = slowHandle(0);
    expect(await writeFully(stuck, bytes, 0)).toEqual({
      ok: false,
      failure: { code: 'file-io', facts: { errno: 'short', op: 'write' } },
    });
  });
});
